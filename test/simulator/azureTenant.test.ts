import * as assert from "node:assert/strict";
import { z } from "zod";
import {
  tenantAssignments,
  tenantDefinitions,
} from "../../components/service/tenant/assignments.js";
import { defenderPlans } from "../../components/service/tenant/builtIns.js";
import { placementKind, tenantKinds } from "../../simulator/azure/tenant/kinds.js";
import { meets } from "../../simulator/azure/tenant/policyRule.js";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { networkInterface } from "./samples.js";
import { Bench, refusal } from "./support.js";

const tenant = "0a0a0a0a-0000-4000-8000-00000000000a";
const chemistry = "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002";
const groups = "/providers/Microsoft.Management/managementGroups";
const scope = `${groups}/top`;
const policies = "/providers/Microsoft.Authorization/policyDefinitions";
const roles = "/providers/Microsoft.Authorization/roleDefinitions";
const group = (groupId: string, above: string): JsonObject => ({
  groupId,
  details: { parent: { id: `${groups}/${above}` } },
});

describe("a simulated tenant", () => {
  const bench = new Bench();
  let azure: Client;
  before(async () => {
    await bench.start();
    azure = await bench.azure();
  });
  after(() => bench.end());

  const refused = async (token: string, inputs: JsonObject) => refusal(azure.create(token, inputs));
  const assigned = (policyAssignmentName: string, definition: string, more: JsonObject = {}) => ({
    ...{ scope, policyAssignmentName, policyDefinitionId: definition },
    ...more,
  });

  it("makes groups below others that are there, six levels deep, and none below itself", async () => {
    assert.match(await refused(tenantKinds.group, group("low", "top")), /was not found/);
    const top = await azure.create(tenantKinds.group, group("top", tenant));
    assert.match(await refused(tenantKinds.group, group("top", tenant)), /already existing/);
    for (const [index, name] of ["b", "c", "d", "e", "f"].entries()) {
      await azure.create(tenantKinds.group, group(name, ["top", "b", "c", "d", "e"][index] ?? ""));
    }
    assert.match(await refused(tenantKinds.group, group("g", "f")), /more than 6 levels/);
    const turned = azure.update(tenantKinds.group, top, group("top", "c"));
    assert.match(await refusal(turned), /below itself/);
    assert.match(await refusal(azure.delete(tenantKinds.group, top)), /has children/);
    const settings = { groupId: "top", requireAuthorizationForGroupCreation: true };
    assert.match(await refused(tenantKinds.hierarchy, settings), /only be set on the root/);
    const stray = { groupId: tenant, defaultManagementGroup: `${groups}/none` };
    assert.match(await refused(tenantKinds.hierarchy, stray), /was not found/);
  });

  it("has each subscription in one group, in the root until it is placed", async () => {
    const parentOf = async () => {
      const { value } = await azure.invoke("azure-native:management:getEntity", {});
      const entities = Array.isArray(value) ? value : [];
      return JSON.stringify(entities.find((one) => JSON.stringify(one).includes(chemistry)));
    };
    assert.match(await parentOf(), new RegExp(`managementGroups/${tenant}`));
    assert.match(await refused(placementKind, { groupId: "none" }), /was not found/);
    await azure.create(placementKind, { groupId: "top" });
    await azure.create(placementKind, { groupId: "b" });
    assert.match(await parentOf(), /managementGroups\/b"/);
    assert.equal(bench.count(placementKind), 1);
  });

  it("assigns what is defined there or above, with its parameters, rights and a short name", async () => {
    // biome-ignore lint/suspicious/noThenProperty: Azure calls it so.
    const rule = { if: { field: "type", equals: "any" }, then: { effect: "deny" } };
    const own = { managementGroupId: "b", policyDefinitionName: "own", policyRule: rule };
    assert.match(
      await refused(tenantKinds.definition, { ...own, policyRule: { if: {} } }),
      /InvalidPolicyRule/,
    );
    const home = await azure.create(tenantKinds.definition, own);
    const locations = `${policies}/e56962a6-4747-49cd-b67b-bf8b01975c4c`;
    const listOfAllowedLocations = { value: ["westeurope"] };
    const blobs = `${policies}/13502221-8df0-4414-9937-de9c5c4e396b`;
    const identity = { type: "SystemAssigned" };
    const cases: [JsonObject, RegExp][] = [
      [assigned("none", `${policies}/none`), /PolicyDefinitionNotFound/],
      [assigned("below", home.id), /PolicyDefinitionNotFound/],
      [assigned("a".repeat(25), locations), /longer than 24/],
      [assigned("places", locations), /MissingPolicyParameter/],
      [
        assigned("places", locations, {
          parameters: { listOfAllowedLocations, any: { value: 1 } },
        }),
        /UndefinedPolicyParameter/,
      ],
      [assigned("blobs", blobs), /ResourceIdentityRequired/],
      [assigned("blobs", blobs, { identity }), /LocationRequired/],
    ];
    for (const [inputs, reason] of cases) {
      assert.match(await refused(tenantKinds.assignment, inputs), reason);
    }
    await azure.create(tenantKinds.assignment, { ...assigned("own", home.id), scope: chemistry });
    assert.match(await refusal(azure.delete(tenantKinds.definition, home)), /InUse/);
    const empty = { ...{ managementGroupId: "top", policySetDefinitionName: "set" } };
    assert.match(
      await refused(tenantKinds.set, { ...empty, policyDefinitions: [] }),
      /at least one policy/,
    );
  });

  it("mends what stands only by an identity that has its rights", async () => {
    const blobs = `${policies}/13502221-8df0-4414-9937-de9c5c4e396b`;
    const acting = { identity: { type: "SystemAssigned" }, location: "westeurope" };
    const made = await azure.create(tenantKinds.assignment, assigned("blobs", blobs, acting));
    const task = {
      ...{ managementGroupId: "top", managementGroupsNamespace: "Microsoft.Management" },
      ...{ remediationName: "blobs", policyAssignmentId: made.id },
    };
    assert.match(await refused(tenantKinds.remediation, task), /has not the rights/);
    const { identity } = made.properties.value;
    const principalId = /"principalId":"([^"]+)"/.exec(JSON.stringify(identity))?.[1] ?? "";
    const right = {
      ...{ scope, principalId, roleAssignmentName: "8b8b8b8b-0000-4000-8000-000000000001" },
      roleDefinitionId: `${roles}/17d1049b-9a84-46fb-8f53-869881c3d3ab`,
    };
    assert.match(await refused(tenantKinds.roleAssignment, right), /PrincipalNotFound/);
    const whole = { ...right, principalType: "ServicePrincipal" };
    await azure.create(tenantKinds.roleAssignment, whole);
    const twin = { ...whole, roleAssignmentName: "8b8b8b8b-0000-4000-8000-000000000002" };
    assert.match(await refused(tenantKinds.roleAssignment, twin), /RoleAssignmentExists/);
    const looking = { ...task, resourceDiscoveryMode: "ReEvaluateCompliance" };
    assert.match(await refused(tenantKinds.remediation, looking), /is not supported/);
    await azure.create(tenantKinds.remediation, task);
  });

  it("makes exceptions of what holds, and nobody eligible without an end", async () => {
    const exempt = {
      ...{ scope: chemistry, policyExemptionName: "a", exemptionCategory: "Waiver" },
      policyAssignmentId: `${scope}/providers/Microsoft.Authorization/policyAssignments/none`,
    };
    assert.match(await refused(tenantKinds.exemption, exempt), /InvalidPolicyExemption/);
    await azure.create(tenantKinds.exemption, {
      ...exempt,
      policyAssignmentId: `${scope}/providers/Microsoft.Authorization/policyAssignments/blobs`,
    });
    const expiring = (type: string, endDateTime: string) => ({
      ...{ scope, principalId: "5e5e5e5e-0000-4000-8000-000000000005" },
      roleDefinitionId: `${roles}/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
      scheduleInfo: {
        startDateTime: "2026-12-01T00:00:00Z",
        expiration: { type, endDateTime },
      },
    });
    for (const inputs of [
      expiring("NoExpiration", "2027-01-01T00:00:00Z"),
      expiring("AfterDateTime", "2027-12-02T00:00:00Z"),
      expiring("AfterDateTime", "2026-11-30T00:00:00Z"),
    ]) {
      assert.match(await refused(tenantKinds.eligibility, inputs), /ExpirationRule/);
    }
    const year = expiring("AfterDateTime", "2027-11-30T23:59:59Z");
    const made = await azure.create(tenantKinds.eligibility, year);
    assert.match(await refused(tenantKinds.eligibility, year), /RoleAssignmentExists/);
    assert.equal((await azure.read(tenantKinds.eligibility, { id: made.id })).id, "");
  });

  it("lets people of other tenants in where no policy forbids it, and never as owners", async () => {
    const offered = (managedByTenantId: string, roleDefinitionId: string) => ({
      ...{ scope: chemistry, registrationDefinitionId: "8b8b8b8b-0000-4000-8000-000000000003" },
      properties: {
        managedByTenantId,
        authorizations: [{ principalId: "5e5e5e5e-0000-4000-8000-000000000005", roleDefinitionId }],
      },
    });
    const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    const other = "7c7c7c7c-0000-4000-8000-000000000007";
    const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    assert.match(await refused(tenantKinds.offer, offered(tenant, reader)), /cannot be the tenant/);
    assert.match(await refused(tenantKinds.offer, offered(other, owner)), /not supported/);
    await azure.create(tenantKinds.assignment, {
      ...assigned("lighthouse", `${policies}/7a8a51a3-ad87-4def-96f3-65a1839242b6`),
      parameters: { listOfAllowedTenants: { value: [other] } },
    });
    const stranger = "9e9e9e9e-0000-4000-8000-000000000009";
    assert.match(await refused(tenantKinds.offer, offered(stranger, reader)), /DisallowedByPolicy/);
    const registrationAssignmentId = "8b8b8b8b-0000-4000-8000-000000000004";
    const letIn = (registrationDefinitionId: string) => ({
      ...{ scope: chemistry, registrationAssignmentId, properties: { registrationDefinitionId } },
    });
    assert.match(await refused(tenantKinds.delegation, letIn("none")), /was not found/);
    const made = await azure.create(tenantKinds.offer, offered(other, reader));
    await azure.create(tenantKinds.delegation, letIn(made.id));
    assert.match(await refusal(azure.delete(tenantKinds.offer, made)), /has assignments/);
  });
});

describe("the policies of a simulated tenant", () => {
  const bench = new Bench();
  const places = "azure-native:resources:ResourceGroup";
  const facts = {
    ...{ top: tenant, locations: ["germanywestcentral"], managingTenants: [] },
    defender: defenderPlans,
  };
  let azure: Client;

  before(async () => {
    await bench.start();
    azure = await bench.azure();
    for (const { name, mode, rule } of tenantDefinitions) {
      await azure.create(tenantKinds.definition, {
        ...{ managementGroupId: tenant, policyDefinitionName: name, mode },
        policyRule: z.json().parse(rule),
      });
    }
    const plain = tenantAssignments(facts).filter(
      ({ roles: rights, definition }) => rights.length === 0 && !definition.includes("SetDef"),
    );
    for (const { name, definition, parameters } of plain) {
      const values = Object.entries(parameters).map(([key, value]) => [key, { value }]);
      await azure.create(tenantKinds.assignment, {
        ...{ scope: `${groups}/${tenant}`, policyAssignmentName: name },
        policyDefinitionId: definition,
        parameters: z.record(z.string(), z.json()).parse(Object.fromEntries(values)),
      });
    }
  });
  after(() => bench.end());

  const made = (resourceGroupName: string, changes: JsonObject = {}) =>
    azure.create(places, { resourceGroupName, location: "germanywestcentral", ...changes });

  it("keep what is made in allowed locations, private and at offered levels", async () => {
    await made("fine", { tags: { DataLevel: "2" } });
    const interfaces = "azure-native:network:NetworkInterface";
    const address = { publicIPAddress: { id: "any" } };
    const cases: [Promise<unknown>, string][] = [
      [made("far", { location: "eastus" }), "comanaged-group-places"],
      [made("secret", { tags: { DataLevel: "3" } }), "comanaged-data-levels"],
      [made("odd", { tags: { DataLevel: "high" } }), "comanaged-data-levels"],
      [
        azure.create(interfaces, {
          ...networkInterface,
          ipConfigurations: [{ name: "main", ...address }],
        }),
        "comanaged-public-nics",
      ],
      [
        azure.create(interfaces, { ...networkInterface, enableIPForwarding: true }),
        "comanaged-ip-forwarding",
      ],
      [
        azure.create(interfaces, { ...networkInterface, location: "eastus" }),
        "comanaged-locations",
      ],
    ];
    for (const [asked, policy] of cases) {
      assert.match(await refusal(asked), new RegExp(`DisallowedByPolicy.*/${policy}'`));
    }
  });

  it("let through what is exempt, until the exemption ends", async () => {
    const until = (policyExemptionName: string, expiresOn: string) =>
      azure.create(tenantKinds.exemption, {
        ...{ scope: chemistry, policyExemptionName, exemptionCategory: "Waiver", expiresOn },
        policyAssignmentId: `${groups}/${tenant}/providers/Microsoft.Authorization/policyAssignments/comanaged-group-places`,
      });
    await until("past", "2025-12-31T00:00:00Z");
    assert.match(await refusal(made("far", { location: "eastus" })), /DisallowedByPolicy/);
    await until("now", "2027-01-31T00:00:00Z");
    await made("far", { location: "eastus" });
  });

  it("keep what watches a subscription, whatever its name, and nothing else", () => {
    const [, keeps] = tenantDefinitions;
    const condition = z.object({ if: z.record(z.string(), z.json()) }).parse(keeps?.rule).if;
    const cases: [string, string, boolean][] = [
      ["Microsoft.OperationalInsights/workspaces", "comanaged-logs", true],
      ["Microsoft.OperationalInsights/workspaces", "research", false],
      ["Microsoft.Network/networkWatchers", "NetworkWatcher_westeurope", true],
      ["Microsoft.Network/networkWatchers/flowLogs", "vnet-chemistry-0a1b", true],
      ["Microsoft.Compute/virtualMachines", "comanaged-1", false],
    ];
    for (const [type, name, kept] of cases) {
      assert.equal(meets(condition, { type, name }), kept, `${type} ${name}`);
    }
  });
});
