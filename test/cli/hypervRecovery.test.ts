import assert from "node:assert/strict";
import { catalogThere, estateThere } from "../../cli/disasterRecovery/files.js";
import { planRecovery } from "../../cli/disasterRecovery/plan.js";
import { readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { hypervAddresses as addresses } from "../engine/hypervOffer.js";
import { common, hostKey, hypervCatalog } from "../stacks/hypervCatalog.js";
import { problemsOf, withFolder } from "../stacks/refusal.js";
import { withNorth } from "../stacks/vsphereNorth.js";

const elsewhere = {
  account: "north",
  hosts: {
    "hv-2": { address: "10.9.1.12", hostKey },
    "hv-7": { address: "10.19.1.11", hostKey },
  },
  storage: { standard: "D:\\north", fast: "E:\\north" },
  ...{ repository: "hardened-second-site", backupCopies: { elsewhere: "hardened-main" } },
  networks: {
    "hv-chemistry": { host: "hv-7", switch: "servers", vlan: 240, addresses },
    "vmm-chemistry": { host: "hv-7", switch: "servers" },
    "hv-backup": { host: "hv-2", switch: "backup" },
  },
  rehearsal: { "hv-chemistry": { host: "hv-7", switch: "rehearsal", addresses } },
};
const plugged = { platform: "hyperv", switch: "servers" };
const takesReplicas = { server: "hv-2.example.edu", port: 80, authentication: "kerberos" };

const catalogWith = (recovery: object) =>
  hypervCatalog(
    {
      ...{ ...common, recovery },
      hosts: {
        "hv-1": { address: "10.9.1.11", hostKey },
        "hv-2": { address: "10.9.1.12", hostKey, takesReplicas },
        "hv-5": { address: "10.9.1.15", hostKey, takesReplicas },
      },
      vmm: {
        ...{ address: "10.9.1.20", hostKey, account: "comanaged", hostGroup: "All Hosts" },
        hosts: { "hv-3": "hv-3.example.edu" },
      },
    },
    {
      "hv-chemistry": { ...plugged, host: "hv-1", addresses },
      "hv-backup": { ...plugged, host: "hv-1" },
      "hv-other": { ...plugged, host: "hv-1" },
      "hv-there": { ...plugged, host: "hv-2" },
      "vmm-chemistry": { ...plugged, host: "hv-3", vmNetwork: "co-managed" },
    },
    {
      "debian-12": {
        ...{ vhdx: "D:\\images\\debian-12.vhdx" },
        library: "\\\\vmm-1.example.edu\\library\\debian-12.vhdx",
      },
    },
  );
const catalog = catalogWith({ elsewhere });
const on = (name: string, address?: string): TestServer => ({
  platform: "hyperv",
  networks: [{ name, ...(address !== undefined && { address }) }],
});

const read = (text: string, estate: string) =>
  withFolder({ "catalog.yaml": text, "chemistry.estate.yaml": estate }, (folder) =>
    readEstate(folder, "chemistry"),
  );
const estateOf = (servers: Readonly<Record<string, TestServer>>) =>
  estateFile({ servers, needs: { web: ["db"] } });
const planOf = (text: string, isRehearsal = false) => {
  const was = read(catalog, text);
  return planRecovery(was.estate, was.catalog, { place: "elsewhere", isRehearsal });
};

const web = on("hv-chemistry", "10.9.211.251");
const sound = {
  web: { ...web, replica: { host: "hv-5" } },
  db: on("vmm-chemistry"),
  far: on("hv-there"),
};

describe("the recovery of servers on Hyper-V on hosts of another site", () => {
  it("brings them up on the hosts of their networks there, with the addresses of their guests", () => {
    const text = estateOf(sound);
    const plan = planOf(text);
    assert.deepEqual([plan.steps, plan.staying], [[["db"], ["web"]], ["far"]]);
    assert.equal(plan.parts[0]?.there.where, "hv-2, hv-7");
    const allowed = {
      ...{ on: "2026-11-21", reason: "the site is lost" },
      ...{ requester: "it@chemistry.example.edu", approver: "duty-manager@provider.example.edu" },
    };
    const copies = plan.names.map((server) => ({
      ...{ server, point: "6c0e1f52-7d1b-4c55-9a53-0b8f6f0a2c11", taken: "2026-11-20T03:00:00Z" },
    }));
    const there = read(catalogThere(catalog, plan), estateThere(text, { plan, copies, allowed }));
    const { account, storage, vmm, timeZone } = there.catalog.platforms.hyperv ?? {};
    assert.deepEqual([account, storage, vmm], ["north", elsewhere.storage, undefined]);
    assert.equal(timeZone, "Europe/Berlin");
    assert.equal(there.catalog.backupServer?.repository, "hardened-second-site");
    const first = read(catalog, text).catalog.backupServer;
    assert.equal(there.catalog.backupServer?.vcenter, first?.vcenter);
    assert.deepEqual(
      there.estate.servers.map(({ name, networks, replica, restore }) => [
        ...[name, networks[0]?.address, replica, restore?.generation],
        restore?.shown?.reason,
      ]),
      [
        ["web", "10.9.211.251", undefined, 1, `the site is lost, allowed by ${allowed.approver}`],
        ["db", undefined, undefined, 1, `the site is lost, allowed by ${allowed.approver}`],
      ],
    );
    const network = there.catalog.networks["hv-chemistry"];
    const plug = elsewhere.networks["hv-chemistry"];
    assert.deepEqual(network, { name: "hv-chemistry", platform: "hyperv", ...plug });
  });

  it("tries it in networks for rehearsals", () => {
    const text = estateFile({ servers: { web } });
    const { networks } = read(catalogThere(catalog, planOf(text, true)), text).catalog;
    assert.ok(networks["hv-chemistry"]?.platform === "hyperv");
    assert.equal(networks["hv-chemistry"].switch, "rehearsal");
    assert.throws(
      () => planOf(estateOf(sound), true),
      /servers\.db: nothing stands for the network vmm-chemistry at elsewhere/,
    );
  });

  it("refuses at once whatever could not come up there", () => {
    const disks = {
      system: { size: "40 GiB" },
      data: { size: "40 GiB", adopted: { slot: 3, file: "F:\\old\\data.vhdx" } },
    };
    const faulty = {
      lost: on("hv-other"),
      split: { ...on("hv-chemistry"), networks: [{ name: "hv-chemistry" }, { name: "hv-backup" }] },
      old: { ...on("hv-chemistry"), disks },
      sent: { ...on("hv-backup"), replica: { host: "hv-2" } },
      single: on("hv-backup"),
    };
    const { estate, catalog: offered } = read(catalog, estateFile({ servers: faulty }));
    const servers = estate.servers.map((one) =>
      one.name === "single" ? { ...one, backup: { ...one.backup, copies: [] } } : one,
    );
    const wish = { place: "elsewhere", isRehearsal: false };
    assert.throws(
      () => planRecovery({ ...estate, servers }, offered, wish),
      ({ message }: Error) => {
        assert.deepEqual(message.split("\n  "), [
          "The estate cannot be brought up at elsewhere:",
          "servers.lost: nothing stands for the network hv-other at elsewhere",
          "servers.split.networks: are on hv-7 and hv-2 at elsewhere, and a machine stands on one host",
          "servers.old.disks.data.adopted: names a file of the host that is lost, and what starts from a backup has files of its own",
          "servers.sent.replica: a machine of its name is on hv-2 already, which is at elsewhere; fail over to it, or have it removed and take it out here",
          'servers.single.backupClass: "standard" has no copies at elsewhere',
        ]);
        return true;
      },
    );
    const other = { ...addresses, cidr: "10.9.0.0/16" };
    const moved = { ...other, static: { from: "10.9.212.250", to: "10.9.212.254" } };
    const { "hv-chemistry": plug } = elsewhere.networks;
    const elsewhereAgain = {
      ...elsewhere,
      networks: { "hv-chemistry": { ...plug, addresses: moved } },
    };
    const was = read(catalogWith({ elsewhere: elsewhereAgain }), estateFile({ servers: { web } }));
    assert.throws(
      () => planRecovery(was.estate, was.catalog, wish),
      /web\.networks\.0\.address: the backup holds 10\.9\.211\.251, and hv-chemistry has no such/,
    );
  });

  it("knows no place without copies, with hosts of Virtual Machine Manager or another repository", () => {
    const vmNetwork = "co-managed";
    const managed = { "hv-chemistry": { host: "hv-7", switch: "servers", vmNetwork } };
    const text = catalogWith({
      elsewhere: { ...elsewhere, vmm: {} },
      north: { ...elsewhere, networks: managed },
    });
    const told = (written: string) =>
      problemsOf(() => read(written, estateFile({ servers: { web } })))
        .map(({ path, message }) => `${path}: ${message}`)
        .join("\n");
    const strict = told(text);
    assert.match(strict, /hyperv\.recovery\.elsewhere\.vmm: /);
    assert.match(strict, /hyperv\.recovery\.north\.networks\.hv-chemistry\.vmNetwork: /);
    const both = withNorth(
      catalogWith({
        elsewhere: { ...elsewhere, repository: "another" },
        moon: { ...elsewhere, networks: { "hv-chemistry": { host: "hv-1", switch: "servers" } } },
      }),
    );
    const compared = told(both);
    assert.match(compared, /hyperv\.recovery\.moon: no copies of backups lie at "moon"/);
    assert.match(compared, /moon\.networks\.hv-chemistry\.host: "hv-1" is not a host of Hyper-V/);
    assert.match(compared, /elsewhere\.repository: one backup server keeps .*"hardened-second/);
  });
});
