import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const head = readFileSync("stacks/chemistry.estate.yaml", "utf8")
  .replace(/servers:.*/s, "servers:\n")
  .replaceAll(/^ +after: .*\n/gm, "")
  .replace(
    "\npatchGroups",
    `\nazure: { subscription: 2c2c2c2c-0000-4000-8000-000000000002, location: germanywestcentral }\npatchGroups`,
  );

const networks = { vsphere: "dc-chemistry", aws: "aws-chemistry", azure: "azure-chemistry" };

type Platform = keyof typeof networks;

/** The problems of an estate with these servers, all to be kept apart. */
function told(
  servers: readonly { on: Platform; apart?: string; network?: string }[],
  offered = catalog,
) {
  const texts = servers.map(
    ({ on, apart = "peers", network = networks[on] }, index) =>
      `  s-${index}: { service: lims, platform: ${on}, image: debian-12, network: ${network}, cpus: 2, memory: 8 GiB, apart: ${apart}, disks: { system: { size: 60 GiB } } }\n`,
  );
  const files = { "catalog.yaml": offered, "a.estate.yaml": head + texts.join("") };
  return withFolder(files, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(
      ({ line, path, message }) => `${line - head.split("\n").length} ${path}: ${message}`,
    ),
  );
}

const many = (count: number, on: Platform) => Array.from({ length: count }, () => ({ on }));

describe("servers that are kept apart", () => {
  it("are two or more of one platform", () => {
    for (const on of ["vsphere", "aws", "azure"] as const) {
      assert.deepEqual(told(many(2, on)), []);
      assert.match(told(many(1, on)).join(), /^0 servers.s-0.apart: no other server on /);
    }
    assert.equal(told([{ on: "aws" }, { on: "azure" }]).length, 2);
    assert.equal(told([{ on: "aws" }, { on: "aws", apart: "others" }]).length, 2);
  });

  it("are at most seven in an availability zone of AWS", () => {
    assert.deepEqual(told(many(7, "aws")), []);
    assert.deepEqual(told(many(9, "aws")), [
      '7 servers.s-7.apart: "peers" holds more servers than can be kept apart',
      '8 servers.s-8.apart: "peers" holds more servers than can be kept apart',
    ]);
    assert.deepEqual(told(many(9, "vsphere")), []);
  });

  it("need a cluster on vSphere", () => {
    const without = catalog.replace("    cluster: cluster-main\n", "");
    assert.match(
      told(many(2, "vsphere"), without).join(),
      /kept apart by a cluster, and the catal/,
    );
    assert.deepEqual(told(many(2, "aws"), without), []);
  });

  it("are in one virtual network on Azure", () => {
    const split = catalog.replace("vnet-chemistry/subnets/storage", "vnet-other/subnets/storage");
    const servers = [
      ...many(2, "azure"),
      { on: "azure", network: "azure-chemistry-storage" } as const,
    ];
    assert.deepEqual(told(servers), []);
    assert.match(
      told(servers, split).join(),
      /^2 servers.s-2.apart: the peers on Azure are in diff/,
    );
  });
});
