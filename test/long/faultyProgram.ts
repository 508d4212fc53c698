import * as pulumi from "@pulumi/pulumi";
import { Server } from "../../components/index.js";
import "../../infra/index.js";

const unplaced = {
  ...{ owner: "o", service: "s", environment: "test", costCenter: "1", dataLevel: 1 },
  ...{ patchGroup: "p", backupClass: "b", cpus: 1, memoryGiB: 1, placement: {} },
  disks: { system: { sizeGiB: 10, tier: "standard" } },
};

/** What a program can do wrong, by name. */
const faults: Readonly<Record<string, () => unknown>> = {
  component: () =>
    new Server("broken", JSON.parse(JSON.stringify({ ...unplaced, placement: undefined }))),
  description: () => new Server("unsound", JSON.parse(JSON.stringify({ ...unplaced, cpus: 0 }))),
  callback: () =>
    pulumi.output("known").apply((text) => {
      throw new TypeError(`${text} in a callback`);
    }),
  leak: () => new pulumi.ComponentResource("test:leak:Leak", "leak", { never }),
};

const never = new Promise<string>(() => {});

/** A program with the measures of ours for speed, which fails as its configuration says. */
module.exports = async () => {
  await Promise.resolve();
  faults[new pulumi.Config("comanaged").require("fault")]?.();
};
