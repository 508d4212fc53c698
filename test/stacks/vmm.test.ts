import assert from "node:assert/strict";
import { readCatalog, readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { common, hostKey, hypervCatalog } from "./hypervCatalog.js";
import { problemsOf, withFolder } from "./refusal.js";

const vmm = {
  ...{ address: "10.9.1.20", hostKey, account: "comanaged", hostGroup: "All Hosts\\Co-managed" },
  hosts: { "hv-3": "hv-3.example.edu" },
};

const offer = { ...common, hosts: { "hv-1": { address: "10.9.1.11", hostKey } }, vmm };

const plugged = { platform: "hyperv", switch: "servers" };

const networks = {
  "hv-chemistry": { ...plugged, host: "hv-1" },
  "vmm-chemistry": { ...plugged, host: "hv-3", vmNetwork: "co-managed", vlan: 120 },
};

/** One of them is in VMM's library. */
const images = {
  "debian-12": {
    vhdx: "D:\\images\\debian-12.vhdx",
    library: "\\\\vmm-1.example.edu\\library\\debian-12.vhdx",
  },
  "windows-2022": { vhdx: "D:\\images\\windows-2022.vhdx" },
};

const catalogWith = (hyperv: object, more: Readonly<Record<string, object>> = networks) =>
  hypervCatalog(hyperv, more, images);

const plain: TestServer = { platform: "hyperv", networks: [{ name: "vmm-chemistry" }] };

const inFolder = <T>(
  servers: Readonly<Record<string, TestServer>>,
  use: (folder: string) => T,
): T =>
  withFolder(
    { "catalog.yaml": catalogWith(offer), "chemistry.estate.yaml": estateFile({ servers }) },
    use,
  );

describe("a server on a host of Virtual Machine Manager", () => {
  it("is the same description, with the image of the library", () => {
    const { estate } = inFolder({ db: plain }, (folder) => readEstate(folder, "chemistry"));
    const [server] = estate.servers;
    assert.ok(server?.platform === "hyperv");
    assert.equal(server.image.library, "\\\\vmm-1.example.edu\\library\\debian-12.vhdx");
    assert.equal(server.networks[0]?.network.vmNetwork, "co-managed");
  });

  it("has memory that moves, snapshots, another name and another installation, as on a host", () => {
    const snapshots = { before: { purpose: "x", owner: "a@b.edu", until: "2026-11-23" } };
    const dynamicMemory = { minimum: "4 GiB", maximum: "32 GiB" };
    const asked = { ...plain, snapshots, dynamicMemory, formerly: ["old"], generation: 2 };
    const { estate } = inFolder({ db: asked }, (folder) => readEstate(folder, "chemistry"));
    const [server] = estate.servers;
    assert.deepEqual(server?.dynamicMemory, { minimumGiB: 4, maximumGiB: 32 });
    assert.deepEqual([server?.snapshots, server?.generation], [snapshots, 2]);
  });

  it("is a machine that VMM has already, by its GUID and the places of its disks", () => {
    const machine = "5a5a5a5a-0000-4000-8000-000000000001";
    const adopted = { slot: 0, file: "F:\\old\\db.vhdx" };
    const disks = { system: { size: "40 GiB", adopted } };
    const asked = { ...plain, disks, adopt: { machine } };
    const { estate } = inFolder({ db: asked }, (folder) => readEstate(folder, "chemistry"));
    const [server] = estate.servers;
    assert.equal(server?.adopt?.machine, machine);
    assert.deepEqual(server.disks["system"]?.adopted, adopted);
  });

  it("is refused what VMM cannot give, at its line", () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ tpm: true }, /tpm: a TPM cannot be given: .* shielded machines only/],
      [
        { image: "windows-2022", disks: { system: { size: "128 GiB" } } },
        /image: "windows-2022" is in no library of Virtual Machine Manager/,
      ],
      [{ adopt: { machine: "vm-17" } }, /adopt\.machine: is not the GUID of a machine/],
      [
        { networks: [{ name: "vmm-chemistry" }, { name: "hv-chemistry" }] },
        /networks: its networks are on 2 hosts/,
      ],
    ];
    const servers = cases.map(([asked], index) => [`db${index}`, { ...plain, ...asked }] as const);
    const all = inFolder(Object.fromEntries(servers), (folder) =>
      problemsOf(() => readEstate(folder, "chemistry")).map(
        ({ path, message }) => `${path}: ${message}`,
      ),
    );
    for (const [index, [, said]] of cases.entries()) {
      const own = all.filter((problem) => problem.startsWith(`servers.db${index}.`));
      assert.match(own.join("\n"), said);
    }
  });
});

describe("the offer of Virtual Machine Manager", () => {
  const read = (hyperv: object, more: Readonly<Record<string, object>> = {}) =>
    withFolder({ "catalog.yaml": catalogWith(hyperv, { ...networks, ...more }) }, (folder) =>
      problemsOf(() => readCatalog(folder))
        .map(({ path, message }) => `${path}: ${message}`)
        .join("\n"),
    );

  it("names each host once, and the VM networks of those that VMM manages", () => {
    assert.equal(read(offer), "");
    const twice = { ...offer, hosts: { ...offer.hosts, "hv-3": offer.hosts["hv-1"] } };
    assert.match(read(twice), /hosts\.hv-3: Virtual Machine Manager manages this host/);
    const without = { lost: { ...plugged, host: "hv-3" } };
    assert.match(read(offer, without), /lost\.host: .* manages "hv-3", and the network is none/);
    const with_ = { lost: { ...plugged, host: "hv-1", vmNetwork: "co-managed" } };
    assert.match(read(offer, with_), /lost\.vmNetwork: .* does not manage "hv-1"/);
    const plan = {
      ...{ cidr: "10.241.0.0/16", gateway: "10.241.0.1", dnsServers: ["10.241.0.53"] },
      static: { from: "10.241.200.1", to: "10.241.200.250" },
    };
    const fixed = { lost: { ...plugged, host: "hv-3", vmNetwork: "co-managed", addresses: plan } };
    assert.match(read(offer, fixed), /lost\.addresses: .* manages "hv-3", and gives .* templates/);
    const nowhere = { lost: { ...plugged, host: "hv-9" } };
    assert.match(read(offer, nowhere), /"hv-9" is not a host of Hyper-V/);
  });

  it("takes names that are nothing else", () => {
    const wrong = (more: object) => read({ ...offer, vmm: { ...vmm, ...more } });
    for (const hostGroup of ["", "\\All Hosts", "All Hosts\\", "All Hosts'", "a\\..\\b"]) {
      assert.match(wrong({ hostGroup }), /vmm\.hostGroup/, hostGroup);
    }
    for (const computer of ["hv-3", "HV-3.example.edu", "hv-3.example.edu;", "-.example.edu"]) {
      assert.match(wrong({ hosts: { "hv-3": computer } }), /vmm\.hosts\.hv-3/, computer);
    }
  });
});
