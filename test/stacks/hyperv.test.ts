import assert from "node:assert/strict";
import { readCatalog, readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { common, hostKey, hypervCatalog } from "./hypervCatalog.js";
import { problemsOf, withFolder } from "./refusal.js";

const offer = {
  ...common,
  hosts: {
    "hv-1": { address: "10.9.1.11", hostKey },
    "hv-2": { address: "10.9.1.12", hostKey },
  },
};

const plan = {
  ...{ cidr: "10.241.0.0/16", gateway: "10.241.0.1", dnsServers: ["10.241.0.53"] },
  static: { from: "10.241.200.1", to: "10.241.200.250" },
};

const networks = {
  "hv-chemistry": { platform: "hyperv", host: "hv-1", switch: "servers", vlan: 120 },
  "hv-backup": { platform: "hyperv", host: "hv-1", switch: "backup" },
  "hv-fixed": {
    ...{ platform: "hyperv", host: "hv-1", switch: "servers", vlan: 121, addresses: plan },
  },
  "hv-fixed-too": { platform: "hyperv", host: "hv-2", switch: "lan", addresses: plan },
  "hv-other": { platform: "hyperv", host: "hv-2", switch: "servers" },
};

const images = { "debian-12": { vhdx: "D:\\images\\debian-12.vhdx" } };

const catalogWith = (hyperv: object, more: Readonly<Record<string, object>> = networks) =>
  hypervCatalog(hyperv, more, images);

const inFolder = <T>(
  servers: Readonly<Record<string, TestServer>>,
  use: (folder: string) => T,
): T =>
  withFolder(
    { "catalog.yaml": catalogWith(offer), "chemistry.estate.yaml": estateFile({ servers }) },
    use,
  );

const problems = (servers: Readonly<Record<string, TestServer>>) =>
  inFolder(servers, (folder) =>
    problemsOf(() => readEstate(folder, "chemistry")).map(
      ({ path, message }) => `${path}: ${message}`,
    ),
  );

const guid = "5a5a5a5a-0000-4000-8000-000000000001";

const plain: TestServer = { platform: "hyperv" };

describe("a server on Hyper-V", () => {
  it("is the same description with the host of its network", () => {
    const { estate } = inFolder({ db: plain }, (folder) => readEstate(folder, "chemistry"));
    const [server] = estate.servers;
    assert.ok(server?.platform === "hyperv");
    assert.equal(server.image.vhdx, "D:\\images\\debian-12.vhdx");
    assert.deepEqual(
      server.networks.map(({ network }) => [network.host, network.switch, network.vlan]),
      [["hv-1", "servers", 120]],
    );
  });

  it("is refused what a Hyper-V host cannot give, at its line", () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ adopt: { machine: "x" } }, /adopt\.machine: is not the GUID of a machine/],
      [{ adopt: { machine: guid } }, /disks\.system: an adopted disk keeps its place/],
      [
        { adopt: { machine: guid, disks: { system: { id: "x" } } } },
        /adopt\.disks\.system: is not a disk of its own of this server/,
      ],
      [{ runs: "office-hours" }, /running hours cannot be kept on Hyper-V/],
      [{ network: "dc-chemistry" }, /is a network on VMware vSphere, the server stands on/],
      [{ image: "rhel-9" }, /"rhel-9" does not exist on Microsoft Hyper-V/],
      [
        { networks: [{ name: "hv-chemistry", address: "10.240.1.9" }] },
        /networks\.0\.address: "hv-chemistry" has no addresses for good/,
      ],
      [{ networks: [{ name: "hv-fixed", address: "10.242.0.9" }] }, /outside of the network/],
      [{ networks: [{ name: "hv-fixed", address: "10.241.0.1" }] }, /address: .* the gateway of/],
      [{ networks: [{ name: "hv-fixed", address: "10.241.9.9" }] }, /is not for static use/],
      [{ networks: [{ name: "hv-fixed", address: "10.241.200.9" }] }, /^$/],
      [
        // Another host has another name for the same network.
        { networks: [{ name: "hv-fixed-too", address: "10.241.200.9" }] },
        /10\.241\.200\.9 is the address of db\d+ already/,
      ],
      [
        { networks: [{ name: "hv-chemistry" }, { name: "hv-other" }] },
        /networks: its networks are on 2 hosts/,
      ],
      [
        { snapshots: { before: { purpose: "x", owner: "a@b.edu", until: "2026-12-23" } } },
        /snapshots\.before\.until: 2026-12-23 is too far away/,
      ],
      [
        { dynamicMemory: { minimum: "17 GiB", maximum: "32 GiB" } },
        /dynamicMemory\.minimum: 17 GiB leaves out the memory with which the server starts/,
      ],
      [
        { dynamicMemory: { minimum: "1 GiB", maximum: "15 GiB" } },
        /dynamicMemory\.maximum: 15 GiB leaves out/,
      ],
      [
        { platform: "vsphere", dynamicMemory: { minimum: "1 GiB", maximum: "32 GiB" } },
        /dynamicMemory: memory does not move on VMware vSphere/,
      ],
      [{ disks: { system: { size: "70000 GiB" } } }, /is not a size of a disk on Hyper-V/],
    ];
    const servers = cases.map(([asked], index) => [`db${index}`, { ...plain, ...asked }] as const);
    const all = problems(Object.fromEntries(servers));
    for (const [index, [, said]] of cases.entries()) {
      const own = all.filter((problem) => problem.startsWith(`servers.db${index}.`));
      assert.match(own.join("\n"), said);
    }
  });

  it("has memory that moves and snapshots, where it says so", () => {
    const snapshots = { before: { purpose: "x", owner: "a@b.edu", until: "2026-11-23" } };
    const asked = { ...plain, snapshots, dynamicMemory: { minimum: "4 GiB", maximum: "32 GiB" } };
    const { estate } = inFolder({ db: asked }, (folder) => readEstate(folder, "chemistry"));
    const [server] = estate.servers;
    assert.deepEqual(server?.dynamicMemory, { minimumGiB: 4, maximumGiB: 32 });
    assert.deepEqual(server?.snapshots, snapshots);
  });

  it("takes a machine over by its GUID and the files of its disks", () => {
    const adopted = { slot: 0, file: "F:\\old\\db disk.vhdx" };
    const disks = { system: { size: "40 GiB", adopted } };
    const asked = { ...plain, disks, adopt: { machine: guid } };
    assert.deepEqual(problems({ db: asked }), []);
    const { estate } = inFolder({ db: asked }, (folder) => readEstate(folder, "chemistry"));
    assert.equal(estate.servers[0]?.adopt?.machine, guid);
    assert.deepEqual(estate.servers[0]?.disks["system"]?.adopted, adopted);
  });

  it("is kept apart from its peers by its host", () => {
    const apart = (other: string) => ({
      one: { ...plain, apart: "db" },
      two: { ...plain, apart: "db", networks: [{ name: other }] },
    });
    assert.deepEqual(problems(apart("hv-other")), []);
    assert.match(problems(apart("hv-backup")).join(), /two\.apart: "db" holds more servers/);
  });
});

describe("a replica of a server on Hyper-V", () => {
  const certificate = "3FB2C1F2A1B04E2D9A8C7B6E5D4C3B2A19080706";
  const taking = (server: string, authentication = "kerberos", port = 80) => ({
    address: "10.9.1.12",
    hostKey,
    takesReplicas: { server, port, authentication },
  });
  const vmm = {
    ...{ address: "10.9.1.20", hostKey, account: "comanaged", hostGroup: "All Hosts" },
    hosts: { "hv-3": "hv-3.example.edu" },
  };
  const hosts = {
    ...offer.hosts,
    "hv-2": taking("hv-2.example.edu"),
    "hv-5": taking("hv-5.example.edu", "certificate", 443),
    "hv-6": { address: "10.9.1.16", hostKey },
  };
  const managed = {
    "vmm-chemistry": {
      ...{ platform: "hyperv", host: "hv-3", switch: "servers", vmNetwork: "co-managed" },
    },
  };
  const inEstate = <T>(
    servers: Readonly<Record<string, TestServer>>,
    use: (folder: string) => T,
    all: object = hosts,
  ): T =>
    withFolder(
      {
        "catalog.yaml": catalogWith({ ...offer, vmm, hosts: all }, { ...networks, ...managed }),
        "chemistry.estate.yaml": estateFile({ servers }),
      },
      use,
    );
  const said = (servers: Readonly<Record<string, TestServer>>, all: object = hosts) =>
    inEstate(
      servers,
      (folder) =>
        problemsOf(() => readEstate(folder, "chemistry")).map(
          ({ path, message }) => `${path}: ${message}`,
        ),
      all,
    );

  it("goes to another host every five minutes, or as often as it says", () => {
    const servers = {
      one: { ...plain, replica: { host: "hv-2" } },
      two: { ...plain, replica: { host: "hv-2", every: "30s" } },
    };
    const { estate } = inEstate(servers, (folder) => readEstate(folder, "chemistry"));
    assert.deepEqual(
      estate.servers.map(({ replica }) => replica),
      [
        { host: "hv-2", frequencySeconds: 300 },
        { host: "hv-2", frequencySeconds: 30 },
      ],
    );
    const proved = { ...hosts, "hv-1": { ...offer.hosts["hv-1"], certificate } };
    assert.deepEqual(said({ db: { ...plain, replica: { host: "hv-5" } } }, proved), []);
  });

  it("is refused where nothing can keep it, at its line, all at once", () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ platform: "vsphere", replica: { host: "hv-2" } }, /replica: replicas are not kept on VMw/],
      [{ replica: { host: "hv-22" } }, /replica\.host: "hv-22" is not a host of Hyper-V/],
      [{ replica: { host: "hv-1" } }, /replica\.host: the server stands on "hv-1" itself/],
      [{ replica: { host: "hv-6" } }, /replica\.host: "hv-6" takes no replicas/],
      [{ replica: { host: "hv-3" } }, /Manager manages "hv-3", and a replica there would be/],
      [{ replica: { host: "hv-5" } }, /"hv-5" asks for a certificate, .* none of "hv-1"/],
      [
        { networks: [{ name: "vmm-chemistry" }], replica: { host: "hv-2" } },
        /replica: Virtual Machine Manager manages "hv-3", where the server stands/,
      ],
      [{ replica: { host: "hv-2", every: "1h" } }, /replica\.every: /],
      [{ replica: {} }, /replica\.host/],
    ];
    const servers = cases.map(([asked], index) => [`db${index}`, { ...plain, ...asked }] as const);
    const all = said(Object.fromEntries(servers));
    for (const [index, [, expected]] of cases.entries()) {
      const own = all.filter((problem) => problem.startsWith(`servers.db${index}.`));
      assert.match(own.join("\n"), expected);
      assert.equal(own.filter((problem) => problem.includes("replica")).length, 1, own.join("\n"));
    }
  });

  it("is taken by hosts whose catalog says how", () => {
    const wrong = (host: object) =>
      withFolder(
        { "catalog.yaml": catalogWith({ ...offer, hosts: { ...hosts, ...host } }) },
        (at) => problemsOf(() => readCatalog(at)).map(({ path }) => path),
      );
    assert.deepEqual(wrong({}), []);
    const path = "platforms.hyperv.hosts.hv-6";
    assert.deepEqual(wrong({ "hv-6": taking("HV 6") }), [`${path}.takesReplicas.server`]);
    assert.deepEqual(wrong({ "hv-6": taking("a.b.edu", "ntlm") }), [
      `${path}.takesReplicas.authentication`,
    ]);
    const short = { address: "10.9.1.16", hostKey, certificate: "3fb2" };
    assert.deepEqual(wrong({ "hv-6": short }), [`${path}.certificate`]);
  });
});

describe("the offer of Hyper-V", () => {
  const read = (hyperv: object, more: Readonly<Record<string, object>> = {}) =>
    withFolder({ "catalog.yaml": catalogWith(hyperv, { ...networks, ...more }) }, (folder) =>
      problemsOf(() => readCatalog(folder)).map(({ path, message }) => `${path}: ${message}`),
    );

  it("names the hosts of its networks, with their keys", () => {
    assert.deepEqual(read(offer), []);
    const lost = { lost: { platform: "hyperv", host: "hv-3", switch: "servers" } };
    assert.match(read(offer, lost).join(), /networks\.lost\.host: "hv-3" is not a host of Hyper-V/);
    const unpinned = { ...offer, hosts: { "hv-1": { address: "10.9.1.11" }, "hv-2": {} } };
    assert.ok(read(unpinned).some((problem) => problem.includes("hosts.hv-1.hostKey")));
  });

  it("takes folders of Windows that are nothing else", () => {
    for (const standard of ["/vms", "D:", "D:\\", "\\\\share\\vms", "D:\\a\\..\\b", "D:\\a'b"]) {
      const problems = read({ ...offer, storage: { standard, fast: "E:\\vms" } });
      assert.ok(
        problems.some((problem) => problem.includes("storage.standard")),
        standard,
      );
    }
  });
});
