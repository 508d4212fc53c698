import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readCatalog, readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { physicalOfferOf, withPhysical } from "../engine/physicalOffer.js";
import { problemsOf, withFolder } from "./refusal.js";

const fingerprint = Array.from({ length: 32 }, () => "AB").join(":");

const machine = (number: number) => ({
  tag: `CH-${number}`,
  machine: { serial: `CZ${number}`, uuid: `30373237-3132-4d32-3235-00000000000${number}` },
  bmc: { address: `https://10.9.2.${number}`, fingerprint },
});

const machines = [1, 2, 3].map(machine);
const deposit = { address: "https://install.example.edu/machines", fingerprint };
const offer = physicalOfferOf(machines, deposit);
const catalogWith = (changed: object) =>
  withPhysical(readFileSync("stacks/catalog.yaml", "utf8"), changed);

const inFolder = <T>(
  servers: Readonly<Record<string, TestServer>>,
  use: (folder: string) => T,
  changed: object = offer,
): T =>
  withFolder(
    { "catalog.yaml": catalogWith(changed), "chemistry.estate.yaml": estateFile({ servers }) },
    use,
  );

const problems = (servers: Readonly<Record<string, TestServer>>, changed?: object) =>
  inFolder(
    servers,
    (folder) =>
      problemsOf(() => readEstate(folder, "chemistry")).map(
        ({ path, message }) => `${path}: ${message}`,
      ),
    changed,
  );

const plain: TestServer = {
  ...{ platform: "physical", asset: "CH-1" },
  networks: [{ name: "ph-chemistry", address: "10.9.3.21" }],
};

describe("a physical server", () => {
  it("is the same description on the customer's machine", () => {
    const { estate } = inFolder({ db: plain }, (folder) => readEstate(folder, "chemistry"));
    const [server] = estate.servers;
    assert.ok(server?.platform === "physical");
    assert.equal(server.asset, "CH-1");
    assert.equal(server.image.medium, "https://install.example.edu/debian-12.iso");
    assert.equal(server.networks[0]?.address, "10.9.3.21");
  });

  it("takes its machine over as it stands, and gets another name", () => {
    const adopt = { machine: "CH-1" };
    assert.deepEqual(problems({ db: { ...plain, adopt, formerly: ["old"], generation: 2 } }), []);
  });

  it("is refused what its machine cannot give, at its line", () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ asset: "CH-9" }, /asset: "CH-9" is not an asset of the catalog/],
      [{ asset: undefined }, /asset: is missing/],
      [
        { adopt: { machine: "CH-2" } },
        /adopt\.machine: is another machine than that of the server/,
      ],
      [
        { adopt: { machine: "CH-1", disks: { data: { id: "x" } } } },
        /adopt\.disks\.data: is not a disk of its own/,
      ],
      [
        { disks: { system: { size: "100 GiB", adopted: { slot: 0 } } } },
        /disks\.system\.adopted: a drive is known by its serial number/,
      ],
      [{ runs: "office-hours" }, /running hours cannot be kept on physical hardware/],
      [{ image: "rhel-9" }, /"rhel-9" does not exist on physical hardware/],
      [{ networks: [{ name: "ph-chemistry" }] }, /has its address for good, and none is given/],
      [
        { networks: [{ name: "ph-chemistry", address: "10.9.3.1" }] },
        /networks\.0\.address: 10\.9\.3\.1 is the gateway/,
      ],
      [
        { disks: { system: { size: "100 GiB" }, logs: { size: "10 GiB" } } },
        /disks\.logs: "CH-1" has no drive for "logs"/,
      ],
      [
        { disks: { system: { size: "100 GiB" }, data: { size: "10 GiB", removed: true } } },
        /disks\.data\.removed: nobody takes a drive out/,
      ],
      [
        { snapshots: { before: { purpose: "x", owner: "a@b.edu", until: "2026-11-23" } } },
        /snapshots are not taken on physical hardware/,
      ],
    ];
    const servers = cases.map(([asked], index) => [`db${index}`, { ...plain, ...asked }] as const);
    const all = problems(Object.fromEntries(servers));
    for (const [index, [, said]] of cases.entries()) {
      const own = all.filter((problem) => problem.startsWith(`servers.db${index}.`));
      assert.match(own.join("\n"), said);
    }
  });

  it("is alone on a machine that its customer owns", () => {
    const other: TestServer = {
      ...{ ...plain, asset: "CH-1" },
      networks: [{ name: "ph-chemistry", address: "10.9.3.22" }],
    };
    const twice = problems({ db: plain, web: other });
    assert.match(twice.join(), /web\.asset: "CH-1" is the machine of db already/);
    const assets = { ...offer.assets, "CH-1": { ...offer.assets["CH-1"], owner: "library" } };
    const foreign = problems({ db: plain }, { ...offer, assets });
    assert.match(foreign.join(), /db\.asset: "CH-1" is a machine of library/);
    const same = { ...plain, asset: "CH-2" };
    assert.match(problems({ db: plain, web: same }).join(), /10\.9\.3\.21 is the address of db/);
  });

  it("is no other server", () => {
    const found = problems({ db: { platform: "vsphere", asset: "CH-1" } });
    assert.match(found.join(), /db\.asset: stands at a server that is no physical one/);
  });
});

describe("the offer of physical servers", () => {
  const read = (changed: object) =>
    withFolder({ "catalog.yaml": catalogWith(changed) }, (folder) =>
      problemsOf(() => readCatalog(folder)).map(({ path, message }) => `${path}: ${message}`),
    );

  it("has each machine once, with a system drive, in networks of its platform", () => {
    assert.deepEqual(read(offer), []);
    const one = offer.assets["CH-1"];
    const twin = read({ ...offer, assets: { ...offer.assets, "CH-4": one } });
    assert.match(twin.join(), /CH-4\.serial: CZ1 is the serial of CH-1 already/);
    const bare = {
      ...one,
      disks: { data: "X1" },
      interfaces: { "dc-chemistry": "00:00:00:00:00:01" },
    };
    const found = read({ ...offer, assets: { "CH-1": bare } }).join();
    assert.match(found, /there is no drive with the label "system"/);
    assert.match(found, /"dc-chemistry" is no network of physical servers/);
  });

  it("reaches nothing without a pinned certificate, or in clear text", () => {
    const bmc = { address: "http://10.9.2.1", user: "comanaged", passwordConfig: "bmcPassword" };
    const found = read({ ...offer, assets: { "CH-1": { ...offer.assets["CH-1"], bmc } } }).join();
    assert.match(found, /bmc\.address: "http:\/\/10\.9\.2\.1" is not the address of a BMC/);
  });

  it("wants levels of firmware of models", () => {
    const wants = (BIOS: string) => read({ ...offer, firmware: { "Example R2": { BIOS } } }).join();
    assert.equal(wants(">= 2.20"), "");
    assert.match(wants("2.20"), /BIOS: "2.20" is not a level of firmware/);
  });

  it("wants consoles open or closed", () => {
    const wants = (consoles: string) =>
      read({ ...offer, assets: { "CH-1": { ...offer.assets["CH-1"], consoles } } }).join();
    assert.equal(wants("closed"), "");
    assert.match(wants("shut"), /consoles: "shut" is not/);
  });

  it("is reached over IPMI where there is nothing better, with what IPMI can do", () => {
    const over = (changed: object) => {
      const bmc = { user: "comanaged", passwordConfig: "bmcPassword", ...changed };
      return read({ ...offer, assets: { "CH-1": { ...offer.assets["CH-1"], bmc } } }).join();
    };
    const address = "ipmi://10.9.2.43";
    assert.equal(over({ address }), "");
    assert.equal(over({ address, cipherSuite: 3 }), "");
    assert.match(over({ address, cipherSuite: 0 }), /cipherSuite: 0 is not a cipher suite of IPMI/);
    assert.match(over({ address, fingerprint }), /fingerprint: stands at a BMC .* over IPMI/);
    assert.match(over({ address, user: "u".repeat(17) }), /user: "u{17}" is too long for IPMI/);
    const web = { address: "https://10.9.2.43", fingerprint };
    assert.match(over({ ...web, cipherSuite: 17 }), /cipherSuite: stands at a BMC .* over Redfish/);
    assert.match(over({ address: web.address }), /fingerprint: is missing/);
  });
});
