import assert from "node:assert/strict";
import { readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { common, hostKey, hypervCatalog } from "./hypervCatalog.js";
import { problemsOf, withFolder } from "./refusal.js";

const plan = {
  ...{ cidr: "10.241.0.0/16", gateway: "10.241.0.1", dnsServers: ["10.241.0.53"] },
  static: { from: "10.241.200.1", to: "10.241.200.250" },
};
const plugged = { platform: "hyperv", switch: "servers" };
const catalog = hypervCatalog(
  {
    ...{ ...common, hosts: { "hv-1": { address: "10.9.1.11", hostKey } } },
    vmm: {
      ...{ address: "10.9.1.20", hostKey, account: "comanaged", hostGroup: "All Hosts" },
      hosts: { "hv-3": "hv-3.example.edu" },
    },
  },
  {
    "hv-chemistry": { ...plugged, host: "hv-1" },
    "hv-fixed": { ...plugged, host: "hv-1", vlan: 121, addresses: plan },
    "vmm-chemistry": { ...plugged, host: "hv-3", vmNetwork: "co-managed" },
  },
  {
    "debian-12": {
      ...{ vhdx: "D:\\images\\debian-12.vhdx" },
      library: "\\\\vmm-1.example.edu\\library\\debian-12.vhdx",
    },
  },
);

const entry = {
  ...{ server: "first", as: "old", point: "6c0e1f52-7d1b-4c55-9a53-0b8f6f0a2c11" },
  ...{ taken: "2026-11-20T00:12:00Z", on: "2026-11-21", reason: "an audit" },
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};
const on = (name: string, address?: string): TestServer => ({
  platform: "hyperv",
  networks: [{ name, ...(address !== undefined && { address }) }],
});

function read(servers: Readonly<Record<string, TestServer>>, restore: object = entry) {
  const estate = estateFile({ servers, restores: [restore] });
  return withFolder({ "catalog.yaml": catalog, "chemistry.estate.yaml": estate }, (folder) => {
    const found: ReturnType<typeof readEstate>[] = [];
    const problems = problemsOf(() => found.push(readEstate(folder, "chemistry")));
    const said = problems.map(({ path, message }) => `${path}: ${message}`);
    return { said, old: found[0]?.estate.servers.find(({ name }) => name === "old") };
  });
}

describe("a server on Hyper-V that is born from the backup of another", () => {
  it("stands on a host of its own, with another address where the first has one for good", () => {
    const fixed = ["10.241.200.7", "10.241.200.8"] as const;
    const sound = [
      [on("hv-chemistry"), on("hv-chemistry")],
      [on("vmm-chemistry"), on("hv-chemistry")],
      [on("hv-fixed", fixed[0]), on("hv-fixed", fixed[1])],
    ] as const;
    for (const [first, old] of sound) {
      const { said, old: born } = read({ first, old });
      assert.deepEqual([said, born?.restore?.source], [[], "first"]);
      assert.ok(born?.restore?.shown);
    }
    const managed = read({ first: on("hv-chemistry"), old: on("vmm-chemistry") });
    assert.match(
      managed.said.join(),
      /^restores\.0\.as: "old" stands on hv-3, which Virtual Machine/,
    );
    const same = read({ first: on("hv-fixed", fixed[0]), old: on("hv-fixed") });
    assert.match(
      same.said.join(),
      /^restores\.0\.as: the backup holds the address 10\.241\.200\.7 of/,
    );
  });

  it("is the first itself on hosts of another site", () => {
    const old = on("hv-chemistry");
    const { as: _none, ...elsewhere } = { ...entry, server: "old", generation: 1 };
    const { said, old: born } = read({ old: on("hv-fixed", "10.241.200.7") }, elsewhere);
    assert.deepEqual([said, born?.restore?.source, born?.restore?.generation], [[], "old", 1]);
    assert.ok(born?.restore?.shown);
    const managed = read({ old: on("vmm-chemistry") }, elsewhere);
    assert.match(managed.said.join(), /^restores\.0\.server: "old" stands on hv-3, which Virtual/);
    const disks = { system: { size: "40 GiB", adopted: { slot: 0, file: "F:\\old.vhdx" } } };
    const adopted = read({ old: { ...old, disks } }, elsewhere);
    assert.match(adopted.said.join(), /^restores\.0\.server: disk system of "old" is a file that/);
    const next = read({ old }, { ...elsewhere, generation: 2 });
    assert.match(next.said.join(), /^restores\.0\.generation: belongs to a server/);
  });
});
