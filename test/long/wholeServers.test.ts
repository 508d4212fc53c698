import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { isEmpty, run } from "../../cli/stack/run.js";
import { causeDrift } from "../../simulator/core/control.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { type Ground, openGround } from "../engine/ground.js";
import { watchedRun } from "../engine/watchedRun.js";
import { wholeEstate } from "./wholeEstate.js";

const stackName = "whole";
const canary = "Canary-7-of-vSphere";

/** What rotates in the catalog while servers run: none of it may touch one. */
const rotations: readonly (readonly [string, string])[] = [
  ["vsphere: { template: tpl-debian-12 }", "vsphere: { template: tpl-rhel-9 }"],
  ["ami: ami-0a1b2c3d4e5f60012", "ami: ami-0a1b2c3d4e5f60009"],
  ["sku: 12-gen2, version: latest", "sku: 12-gen2, version: 1.0.20251201"],
  ["domain: example.edu", "domain: campus.example.edu"],
  ["dnsServers: [10.240.0.2, 10.240.0.3]", "dnsServers: [10.240.0.4]"],
  ["AAAAC3NzaC1lZDI1NTE5AAAAIPuvrdBr9OYx", "AAAAC3NzaC1lZDI1NTE5AAAAIPuvrdBr9OYy"],
];

describe("servers with everything that a description can say", () => {
  let ground: Ground;
  let stack: Stack;

  const setPassword = (value: string) =>
    stack.setConfig("comanaged:vsphereAdministratorPassword", { value, secret: true });
  const edit = async (file: string, change: (text: string) => string) => {
    const before = await readFile(file, "utf8");
    const after = change(before);
    assert.notEqual(after, before, `nothing was changed in ${file}`);
    await writeFile(file, after);
  };
  const write = (text: string) => writeFile(join(ground.stacks, `${stackName}.estate.yaml`), text);
  const seen = (kind: string, name: string): SeenObject | undefined =>
    readWorld(ground.world).objects.find(
      (object) => object.kind.endsWith(`:${kind}`) && nameOf(object) === name,
    );

  const objectsOf = (kind: string) =>
    readWorld(ground.world).objects.filter((object) => object.kind.endsWith(`:${kind}`));
  const machineIds = () =>
    ["Instance", "VirtualMachine"].flatMap((kind) => objectsOf(kind).map(({ id }) => id)).sort();

  /** What the firewalls in the world let in, and how many guests have the rules for Linux. */
  const letIn = () => {
    const aws = objectsOf("SecurityGroupIngressRule").map(({ properties: rule }) =>
      ruleText(
        rule["ipProtocol"],
        [rule["fromPort"], rule["toPort"]],
        rule["cidrIpv4"] ?? rule["cidrIpv6"],
      ),
    );
    const group = seen("NetworkSecurityGroup", "z-linux")?.properties["securityRules"];
    const azure = azureRule
      .array()
      .parse(group)
      .flatMap((rule) =>
        rule.access === "Deny"
          ? []
          : rule.destinationPortRanges.flatMap((ports) =>
              rule.sourceAddressPrefixes.map((source) =>
                ruleText(rule.protocol.toLowerCase(), ports.split("-"), source),
              ),
            ),
      );
    const folder = join(ground.world, "guests");
    const linux = readdirSync(folder).filter((name) =>
      existsSync(join(folder, name, "etc/comanaged/firewall.nft")),
    ).length;
    return { aws: aws.sort(), azure: azure.sort(), linux };
  };

  before(async function () {
    this.timeout(180_000);
    ground = await openGround({ names: [stackName] });
    await write(wholeEstate);
    await run(await ground.open("site"), "up");
    stack = await ground.open(stackName);
    await setPassword(canary);
    await run(stack, "up");
  });

  after(() => ground.close());

  it("come up once, and a second preview is empty", async function () {
    this.timeout(60_000);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("have their addresses, in the order of their networks", () => {
    const linux = seen("VirtualMachine", "v-linux");
    assert.equal(linux?.properties["defaultIpAddress"], "10.240.200.9");
    assert.deepEqual(linux.properties["extraConfig"], {
      ...Object(linux.properties["extraConfig"]),
      "guestinfo.comanaged.addresses": "10.240.200.9/16 dynamic",
    });
    assert.equal(seen("Instance", "a-linux")?.properties["privateIp"], "10.22.120.9");
    const card = seen("NetworkInterface", "a-linux aws-chemistry-storage");
    assert.equal(card?.properties["privateIp"], "10.22.180.9");
    const main = seen("NetworkInterface", "z-linux");
    assert.match(JSON.stringify(main?.properties["ipConfigurations"]), /10\.122\.120\.9/);
    const other = seen("NetworkInterface", "z-linux_azure-chemistry-storage");
    assert.match(
      JSON.stringify(other?.properties["ipConfigurations"]),
      /10\.122\.128\.|10\.122\.1/,
    );
  });

  it("are kept apart from their peers", () => {
    const rule = seen("ComputeClusterVmAntiAffinityRule", "comanaged/whole/apart/lims");
    const machines = ["v-linux", "v-windows"].map((name) => seen("VirtualMachine", name)?.id);
    assert.deepEqual(rule?.properties["virtualMachineIds"], machines);
    for (const name of ["a-linux", "a-peer"]) {
      assert.equal(seen("Instance", name)?.properties["placementGroup"], "whole-apart-lims");
    }
    const { objects } = readWorld(ground.world);
    const inSet = objects.filter(({ properties }) =>
      JSON.stringify(properties["availabilitySet"] ?? "").endsWith(
        '/availabilitySets/apart-lims"}',
      ),
    );
    const names = new Set(inSet.map(({ properties }) => properties["name"]));
    assert.deepEqual(names, new Set(["z-linux", "z-peer"]));
  });

  it("let the same in on every platform, and take a change of it while they run", async function () {
    this.timeout(120_000);
    assert.deepEqual(letIn(), { aws: everywhere, azure: everywhere, linux: 3 });
    const machines = machineIds();
    await write(wholeEstate.replaceAll("[443, 8000-8100]", "[443]"));
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /a-linux: online/);
    assert.doesNotMatch(told.join("\n"), /: (reboot|replace|data loss)/);
    await run(stack, "up");
    const fewer = everywhere.filter((rule) => !rule.includes("8000-8100"));
    assert.deepEqual(letIn(), { aws: fewer, azure: fewer, linux: 3 });
    assert.ok(isEmpty(await run(stack, "preview")));
    await write(wholeEstate);
    await run(stack, "up");
    assert.deepEqual(machineIds(), machines);
  });

  it("are touched by no new template, image, key, domain or password", async function () {
    this.timeout(60_000);
    const catalog = join(ground.stacks, "catalog.yaml");
    const before = await readFile(catalog, "utf8");
    for (const [from, to] of rotations) {
      await edit(catalog, (text) => text.replace(from, to));
    }
    await setPassword("Canary-8-of-vSphere");
    assert.ok(isEmpty(await run(stack, "preview")));
    await setPassword(canary);
    await writeFile(catalog, before);
  });

  it("keep on Azure the release that the job for test rings wrote, also after a refresh", async function () {
    this.timeout(120_000);
    const found = seen("VirtualMachine", "z-peer");
    assert.ok(found);
    const tags = { ...Object(found.properties["tags"]), PatchRelease: "2026-12-15" };
    const { port } = ground.simulator;
    await causeDrift(port, { kind: found.kind, id: found.id, set: { tags } });
    assert.ok(isEmpty(await run(stack, "preview")));
    await stack.refresh();
    assert.ok(isEmpty(await run(stack, "preview")));
    await run(stack, "up");
    assert.deepEqual(seen("VirtualMachine", "z-peer")?.properties["tags"], tags);
  });

  it("keep their first password secret", () => {
    const { folder } = ground.project;
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, file);
      if (statSync(path).isFile()) {
        assert.ok(!readFileSync(path).includes("Canary-"), path);
      }
    }
  });

  it("go from Azure in production only once that is confirmed, lock and all", async function () {
    this.timeout(120_000);
    const isLocked = () =>
      readWorld(ground.world).objects.some(({ kind }) => kind.endsWith(":ManagementLockByScope"));
    assert.ok(isLocked());
    const confirm =
      "\nconfirm: [{ server: z-production, change: remove, until: 2026-12-01 }]\nservers:";
    const confirmed = wholeEstate.replace("\nservers:", confirm);
    await write(confirmed);
    await run(stack, "up");
    assert.ok(!isLocked());
    await write(confirmed.replace(/ {2}z-production:.*/s, ""));
    await run(stack, "up");
    assert.equal(seen("NetworkInterface", "z-production"), undefined);
    await write(wholeEstate);
    // Its backups have stayed, and another machine of its name does not take them up unasked.
    await assert.rejects(run(stack, "up"), /"z-production-backup" exists already/);
  });

  it("say what is left to do in the guest when an address changes on vSphere", async function () {
    this.timeout(60_000);
    await write(wholeEstate.replace("10.240.200.9", "10.240.200.10"));
    const { told } = await watchedRun(stack, "preview");
    assert.match(
      told.join("\n"),
      /set the addresses of the interfaces to 10\.240\.200\.10\/16 dynamic/,
    );
    await write(wholeEstate);
  });

  it("are held against a change that would replace them", async function () {
    this.timeout(60_000);
    await write(wholeEstate.replace(", { name: azure-chemistry-storage }", ""));
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /z-linux-machine.*protect|protect.*z-linux-machine/s);
    await write(wholeEstate);
  });
});

const azureRule = z.object({
  access: z.string(),
  protocol: z.string(),
  destinationPortRanges: z.array(z.string()).default([]),
  sourceAddressPrefixes: z.array(z.string()).default([]),
});

function ruleText(protocol: unknown, ports: readonly unknown[], source: unknown): string {
  return [protocol, [...new Set(ports)].join("-"), source].map(String).join(" ");
}

/** What the declared firewall of a server comes to, with the provider's part of the catalog. */
const everywhere = [
  ...[
    "tcp 22 10.20.0.0/16",
    "tcp 22 10.22.120.9/32",
    "tcp 22 10.22.180.9/32",
    "tcp 22 10.9.8.0/24",
  ],
  ...["tcp 22 2a00:1398:4::/48", "tcp 443 0.0.0.0/0", "tcp 443 ::/0", "tcp 8000-8100 0.0.0.0/0"],
  ...["tcp 8000-8100 ::/0", "tcp 9100 10.9.16.0/26"],
];

function nameOf({ properties }: SeenObject): unknown {
  const tags: unknown = properties["tags"];
  const tagged =
    typeof tags === "object" && tags !== null && "Name" in tags ? tags.Name : undefined;
  return properties["networkInterfaceName"] ?? tagged ?? properties["name"];
}
