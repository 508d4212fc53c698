import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogThere, estateThere } from "../../cli/disasterRecovery/files.js";
import type { Recoverable } from "../../cli/disasterRecovery/places.js";
import { planRecovery } from "../../cli/disasterRecovery/plan.js";
import { remembered } from "../../components/service/remembered.js";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf } from "../stacks/refusal.js";
import { withNorth } from "../stacks/vsphereNorth.js";

const recovery = `
    recovery:
      elsewhere:
        keyAlias: arn:aws:kms:eu-west-1:111111111111:alias/comanaged-disks
        backupCopies: { elsewhere: arn:aws:backup:eu-north-1:111111111111:backup-vault:second }
        networks: { aws-chemistry: subnet-0c0ffee0000000003 }
`;
const subnet =
  "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/co-managed-north/providers/Microsoft.Network/virtualNetworks/vnet-north/subnets/servers";
const offered = readFileSync("stacks/catalog.yaml", "utf8").replace(
  "  azure:\n",
  (text) => `${recovery.slice(1)}${text}`,
);
const mixed = offered.replace(
  "    backupCopies: { elsewhere: germanynorth }\n",
  (text) => `${text}    recovery:
      elsewhere:
        diskEncryptionSet: { resourceGroup: co-managed-north, name: des-north }
        backupCopies: { elsewhere: germanywestcentral }
        networks: { azure-chemistry: ${subnet} }
`,
);
const portal = `azure:
  subscription: 2c2c2c2c-0000-4000-8000-000000000002
  location: germanywestcentral
servers:
  portal-web-1:
    service: portal
    platform: azure
    image: debian-12
    network: azure-chemistry
    cpus: 2
    memory: 8 GiB
    disks: { system: { size: 30 GiB } }
`;
const item = "iaasvmcontainerv2;co-managed-chemistry;portal-web-1";
const point = `/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v1/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${item}/protectedItems/vm;${item}/recoveryPoints/4711`;
const needs = "needs: { spectra-web-1: [spectra-archive-1, lims-db-1] }\n";
const written = `${readFileSync("stacks/chemistry.estate.yaml", "utf8")}${needs}`;

function read(catalog = offered, estate = written) {
  const folder = mkdtempSync(join(tmpdir(), "recovery-"));
  try {
    writeFileSync(join(folder, "catalog.yaml"), catalog);
    writeFileSync(join(folder, "chemistry.estate.yaml"), estate);
    return readEstate(folder, "chemistry");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const there = { place: "elsewhere", isRehearsal: false };
const moon =
  " { keyAlias: arn:aws:kms:eu-west-1:111111111111:alias/moon, backupCopies: {}, networks: {} }";
const known = remembered(
  () => read(),
  () => "",
);
const planned = () => planRecovery(known().estate, known().catalog, there);

describe("the recovery of an estate elsewhere", () => {
  it("brings up what stood on AWS, what is needed first", () => {
    const plan = planned();
    assert.deepEqual(plan.steps, [["spectra-archive-1", "spectra-web-test-1"], ["spectra-web-1"]]);
    const [part] = plan.parts;
    assert.deepEqual(part?.there.target, { account: "111111111111", region: "eu-west-1" });
    assert.ok(plan.staying.includes("lims-db-1"));
  });

  it("writes files that are sound, and read the same", () => {
    const plan = planned();
    const copies = plan.names.map((name, index) => ({
      ...{ server: name, point: `ami-0000000${index}`, taken: "2026-11-20T03:00:00Z" },
    }));
    const allowed = {
      ...{ on: "2026-11-21", reason: "the region is lost" },
      ...{ requester: "it@chemistry.example.edu", approver: "duty-manager@provider.example.edu" },
    };
    const found = read(
      catalogThere(offered, plan),
      estateThere(written, { plan, copies, allowed }),
    );
    assert.deepEqual(
      found.estate.servers.map(({ name, restore }) => [name, restore?.point, restore?.generation]),
      copies.map(({ server, point }) => [server, point, 1]),
    );
    assert.deepEqual(found.estate.aws, { account: "111111111111", region: "eu-west-1" });
    assert.deepEqual(found.estate.needs, { "spectra-web-1": ["spectra-archive-1"] });
    const rehearsal = { stack: "chemistry", until: "2026-12-21" };
    const tried = read(
      catalogThere(offered, plan),
      estateThere(written, { plan, copies, allowed, rehearsal }),
    );
    assert.ok(tried.estate.confirmations.every(({ wholeEstate }) => wholeEstate));
    assert.ok(tried.estate.servers.every(({ environment }) => environment === "test"));
  });

  it("asks which of two platforms is lost, and brings up either or both", () => {
    const both = written.replace("servers:\n", portal);
    const { estate, catalog } = read(mixed, both);
    const plan = (...lost: readonly Recoverable[]) =>
      planRecovery(estate, catalog, { ...there, ...(lost.length > 0 && { lost }) });
    assert.throws(
      plan,
      /--platform aws: .*spectra-web-1.* \(account 111111111111, eu-west-1\)\n {2}--platform azure: portal-web-1 \(subscription 2c2c\S+, germanynorth\)/,
    );
    assert.deepEqual(plan("azure").names, ["portal-web-1"]);
    assert.ok(plan("azure").staying.includes("spectra-web-1"));
    assert.ok(plan("aws", "azure").names.includes("spectra-web-1"));
    assert.throws(
      () => planRecovery(estate, known().catalog, { ...there, lost: ["azure"] }),
      /no place "elsewhere" in platforms\.azure\.recovery\. It has none/,
    );
    const alone = plan("azure");
    const copies = [{ server: "portal-web-1", point, taken: "2026-11-20T03:00:00Z" }];
    const allowed = {
      ...{ on: "2026-11-21", reason: "the location is lost" },
      ...{ requester: "it@chemistry.example.edu", approver: "duty-manager@provider.example.edu" },
    };
    const found = read(
      catalogThere(mixed, alone),
      estateThere(both, { plan: alone, copies, allowed }),
    );
    assert.equal(found.estate.aws, undefined);
    assert.equal(found.estate.azure?.location, "germanynorth");
    const [only, ...others] = found.estate.servers;
    assert.deepEqual([only?.name, only?.restore?.point, others], ["portal-web-1", point, []]);
    assert.equal(found.catalog.platforms.azure?.diskEncryptionSet.name, "des-north");
    const wrong = mixed.replace("elsewhere: germanywestcentral", "elsewhere: westeurope");
    assert.match(
      problemsOf(() => read(wrong, both))
        .map(({ message }) => message)
        .join(),
      /Azure copies from germanynorth to germanywestcentral, and not to westeurope/,
    );
  });

  it("brings up what stood in a vCenter in that of another site, for good or for a rehearsal", () => {
    const catalog = withNorth(readFileSync("stacks/catalog.yaml", "utf8"));
    const was = read(catalog);
    const allowed = {
      ...{ on: "2026-11-21", reason: "the site is lost" },
      ...{ requester: "it@chemistry.example.edu", approver: "duty-manager@provider.example.edu" },
    };
    for (const isRehearsal of [false, true]) {
      const plan = planRecovery(was.estate, was.catalog, { place: "elsewhere", isRehearsal });
      const copies = plan.names.map((server) => ({
        ...{ server, point: "6c0e1f52-7d1b-4c55-9a53-0b8f6f0a2c11", taken: "2026-11-20T03:00:00Z" },
      }));
      const { estate, catalog: there } = read(
        catalogThere(catalog, plan),
        estateThere(written, { plan, copies, allowed }),
      );
      assert.ok(estate.servers.some(({ name }) => name === "lims-db-1"));
      assert.ok(estate.servers.every(({ platform }) => platform === "vsphere"));
      assert.ok(estate.servers.every(({ restore }) => restore?.shown && restore.generation === 1));
      const { vsphere } = there.platforms;
      assert.deepEqual([vsphere?.datacenter, vsphere?.cluster], ["dc-north", undefined]);
      assert.equal(there.backupServer?.vcenter, "vcenter-north.example.edu");
      assert.equal(there.backupServer?.repository, "hardened-second-site");
      const network = there.networks["dc-chemistry"];
      const portGroup = isRehearsal ? "pg-rehearsal" : "pg-north-240";
      assert.deepEqual(network, { name: "dc-chemistry", platform: "vsphere", portGroup });
    }
  });

  it("is refused where there is no place, no network, no copy or no other region", () => {
    const { estate, catalog } = known();
    const { aws, ...others } = catalog.platforms;
    assert.ok(aws?.recovery["elsewhere"]);
    const bare = { ...aws.recovery["elsewhere"], networks: {} };
    const offers = (recovery: typeof aws.recovery, servers = estate.servers, wish = there) =>
      planRecovery(
        { ...estate, servers },
        { ...catalog, platforms: { ...others, aws: { ...aws, recovery } } },
        wish,
      );
    assert.throws(() => offers({}), /no place "elsewhere"/);
    assert.throws(
      () => offers({ elsewhere: bare }),
      /spectra-web-1: nothing stands for the network aws-chemistry at elsewhere/,
    );
    assert.throws(
      () => offers({ elsewhere: bare }, estate.servers, { ...there, isRehearsal: true }),
      /rehearsal: is missing/,
    );
    const single = estate.servers.map((one) => ({ ...one, backup: { ...one.backup, copies: [] } }));
    assert.throws(() => offers(aws.recovery, single), /"standard" has no copies at elsewhere/);
    const faulty = offered
      .replace("kms:eu-west-1", "kms:eu-north-1")
      .replace("      elsewhere:\n        keyAlias", (text) => `      moon:${moon}\n${text}`);
    const circle = "needs: { spectra-web-1: [lims-db-1], lims-db-1: [spectra-web-1] }\n";
    const told = problemsOf(() => read(faulty, written.replace(needs, circle))).map(
      ({ path, message }) => `${path}: ${message}`,
    );
    assert.match(told.join("\n"), /keyAlias: the copies at "elsewhere" lie in eu-west-1, and this/);
    assert.match(told.join("\n"), /recovery\.moon: no copies of backups lie at "moon"/);
    assert.match(
      told.join("\n"),
      /needs\.spectra-web-1: nothing can come first: spectra-web-1 needs lims-db-1 needs spectra-web-1/,
    );
  });
});
