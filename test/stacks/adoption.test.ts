import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { estateFile } from "../engine/changingEstate.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const files = (servers: Parameters<typeof estateFile>[0]["servers"]) => ({
  "catalog.yaml": catalog,
  "a.estate.yaml": estateFile({ servers }),
});
const told = (servers: Parameters<typeof estateFile>[0]["servers"]) =>
  withFolder(files(servers), (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(({ path, message }) => `${path}: ${message}`),
  );

const system = { size: "40 GiB" };
const data = { size: "100 GiB" };
const volume = { id: "vol-0a1b2c3d4e5f60718", device: "/dev/sdf" };
const machine = "i-0a1b2c3d4e5f60718";
const first = { slot: 0, label: "disk0" };

describe("the adoption of a machine", () => {
  it("is read on each platform", () => {
    const adopted = { slot: 1, label: "disk1" };
    const onVsphere = { system: { ...system, adopted: first }, data: { ...data, adopted } };
    const onAzure = { system, data: { ...data, adopted: { slot: 0 } } };
    assert.deepEqual(
      told({
        v: { platform: "vsphere", disks: onVsphere, adopt: { machine: "/dc-main/vm/my old/v" } },
        a: {
          platform: "aws",
          disks: { system, data },
          adopt: { machine, disks: { data: volume } },
        },
        z: {
          platform: "azure",
          disks: onAzure,
          adopt: { machine: "/subscriptions/x", interface: "/y", disks: { data: { id: "/z" } } },
        },
      }),
      [],
    );
  });

  it("is refused with everything that an import would lack", () => {
    const onAws = (adopt: object) =>
      told({ a: { platform: "aws", disks: { system, data }, adopt } });
    assert.match(onAws({ machine })[0] ?? "", /servers\.a\.disks\.data: .*made anew/);
    const other = { machine, disks: { data: volume, logs: volume } };
    assert.match(onAws(other)[0] ?? "", /adopt\.disks\.logs: is not a disk/);
    const bare = { machine, disks: { data: { id: volume.id } } };
    assert.match(onAws(bare)[0] ?? "", /adopt\.disks\.data: the device is missing/);
    const card = { machine, interface: "/y", disks: { data: volume } };
    assert.match(onAws(card)[0] ?? "", /adopt\.interface: belongs to Azure/);
    const v = {
      platform: "vsphere",
      disks: { system },
      adopt: { machine: "/dc-main/vm/v" },
    } as const;
    assert.match(
      told({ v })[0] ?? "",
      /servers\.v\.disks\.system: an adopted disk keeps its place/,
    );
  });

  it("takes several interfaces, and each that a cloud needs to be told of", () => {
    const two = (first: string, second: string, adopt: object) => ({
      ...{ networks: [{ name: first }, { name: second }], disks: { system }, adopt },
    });
    const card = { id: "eni-0a1b2c3d4e5f60718", attachment: "eni-attach-0a1b2c3d" };
    const onAws = (interfaces?: object) => {
      const adopt = { machine, ...(interfaces && { interfaces }) };
      const cards = two("aws-chemistry", "aws-chemistry-storage", adopt);
      return told({ a: { platform: "aws", ...cards } })[0] ?? "";
    };
    assert.equal(onAws({ "aws-chemistry-storage": card }), "");
    assert.match(onAws(), /servers\.a\.networks: the interface in aws-chemistry-storage stands/);
    assert.match(onAws({ "aws-chemistry-storage": { id: card.id } }), /attachment is missing/);
    const strange = { "aws-chemistry": card, "aws-chemistry-storage": card };
    assert.match(onAws(strange), /adopt\.interfaces\.aws-chemistry: is not a further network/);
    const onVsphere = two("dc-chemistry", "dc-library", { machine: "vm-123" });
    const disks = { system: { ...system, adopted: first } };
    assert.deepEqual(told({ v: { platform: "vsphere", ...onVsphere, disks } }), []);
  });

  it("is refused where two disks would share a slot", () => {
    const disks = { system: { ...system, adopted: first }, data: { ...data, adopted: first } };
    assert.match(
      told({ v: { platform: "vsphere", disks } })[0] ?? "",
      /servers\.v\.disks\.data: "data" takes the same slot/,
    );
  });
});

describe("former names", () => {
  it("belong to one server, which is not there any more", () => {
    const web = { platform: "aws", formerly: ["db"] } as const;
    assert.deepEqual(told({ web }), []);
    assert.match(
      told({ web, db: { platform: "aws" } })[0] ?? "",
      /web\.formerly\.0: "db" is the name/,
    );
    assert.match(told({ web, other: web })[0] ?? "", /other\.formerly\.0: "db" is the name of web/);
  });
});
