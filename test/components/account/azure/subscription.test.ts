import assert from "node:assert/strict";
import { azureControls } from "../../../../components/service/account/azure/controls.js";
import { subscriptionAdditions } from "../../../../components/service/account/azure/counts.js";
import { azureLeftOut } from "../../../../components/service/account/azure/leftOut.js";
import { tenantLeftOut } from "../../../../components/service/tenant/mcsbControls.js";
import { wholeSubscription } from "../../../../policies/account/azure/wholeSubscription.js";
import { pack as all } from "../../../../policies/packs/all.pack.js";
import { judgeStack, type Piece } from "../../../policies/support/stack.js";
import { builtTenant } from "../../site/builtTenant.js";
import { assertNoneSurvives, found } from "../survivors.js";
import { assertWhole } from "../wholeLedger.js";
import { builtSubscription, described } from "./builtSubscription.js";
import { harmlessInAzure } from "./harmless.js";

const locations = ["germanywestcentral", "westeurope"];

/** How many recommendations each chapter of CIS Azure Foundations v5.0 has. */
const chapters = { 2: 11, 3: 1, 5: 43, 6: 25, 7: 16, 8: 38, 9: 21 };

/** What baselines of tenants and subscriptions can consist of, by module and class. */
const classes = `
  authorization.ManagementLockByScope authorization.PimRoleEligibilitySchedule
  authorization.PolicyAssignment authorization.PolicyExemption authorization.RoleAssignment
  authorization.RoleManagementPolicy authorization.RoleManagementPolicyAssignment
  consumption.Budget managedservices.RegistrationAssignment managedservices.RegistrationDefinition
  management.HierarchySetting management.ManagementGroup management.ManagementGroupSubscription
  monitor.ManagementGroupDiagnosticSetting monitor.SubscriptionDiagnosticSetting network.FlowLog
  network.NetworkWatcher operationalinsights.Workspace policyinsights.RemediationAtManagementGroup
  policyinsights.RemediationAtSubscription security.Pricing security.SecurityContact
`
  .trim()
  .split(/\s+/);

describe("The baseline of an Azure subscription", () => {
  let pieces: readonly Piece[];

  before(async () => {
    pieces = await builtSubscription(locations);
  });

  it("passes every rule", () => {
    assert.deepEqual(found(pieces), []);
    assert.deepEqual(
      all.stackRules.flatMap((rule) => judgeStack(rule, pieces)),
      [],
    );
  });

  it("cannot be weakened anywhere without a rule that says so", async () => {
    // Rights that a program loses weaken nothing.
    const serviceAccounts = described.serviceAccounts.map((one) => ({ ...one, roles: [] }));
    const own = await builtSubscription(locations, { ...described, serviceAccounts });
    assert.ok(assertNoneSurvives(own, wholeSubscription, harmlessInAzure) > 400);
  }).timeout(60_000);

  it("tells of all that is done with the rights for emergencies", () => {
    const narrow =
      "AzureActivity | where Caller in~ (\"a@example.edu\") | where Level == 'Critical'";
    const criteria = {
      allOf: [{ query: narrow, timeAggregation: "Count", operator: "GreaterThan", threshold: 0 }],
    };
    const bent = pieces.map((piece) =>
      piece.type.endsWith("ScheduledQueryRule")
        ? { ...piece, properties: { ...piece.properties, criteria } }
        : piece,
    );
    assert.match(
      judgeStack(wholeSubscription, bent)
        .map(({ message }) => message)
        .join(),
      /the alarm of emergencies/,
    );
  });

  it("has every recommendation of CIS once, and what meets it", () => {
    const counted = Object.fromEntries(
      Object.keys(chapters).map((chapter) => [
        chapter,
        Object.keys(azureControls).filter((id) => id.startsWith(`${chapter}.`)).length,
      ]),
    );
    assert.deepEqual(counted, chapters);
    assertWhole(azureControls, azureLeftOut, pieces);
  });

  it("knows of every class whether it is used, by the tenant or by itself, or why not", async () => {
    const shortly = (token: string) => token.replace(/^azure-native:(\w+):/, "$1.");
    const built = [...pieces, ...(await builtTenant())].map(({ type }) => type);
    const left = [...Object.keys(azureLeftOut), ...Object.keys(tenantLeftOut)];
    const known = new Set([...built, ...left].map(shortly));
    assert.deepEqual(
      classes.filter((one) => !known.has(one)),
      [],
    );
  });

  it("counts what it builds", () => {
    const adds = subscriptionAdditions(described, { locations, networks: locations });
    const counted = new Map(adds.map(({ what, count }) => [what, count]));
    const built = {
      "paid plans of Defender": /security:Pricing/,
      workspaces: /Workspace$/,
      "diagnostic settings of the activity log": /SubscriptionDiagnosticSetting/,
      "alerts of the activity log": /ActivityLogAlert/,
      "paid alerts of a query": /ScheduledQueryRule/,
      "action groups": /ActionGroup/,
      budgets: /Budget/,
      "resource groups": /ResourceGroup/,
      locks: /ManagementLock/,
      "network watchers": /NetworkWatcher/,
      "paid flow logs": /FlowLog/,
      "storage accounts": /StorageAccount/,
      "managed identities": /UserAssignedIdentity/,
      "role assignments": /RoleAssignment/,
    };
    for (const [what, token] of Object.entries(built)) {
      assert.equal(counted.get(what), pieces.filter(({ type }) => token.test(type)).length, what);
    }
    assert.equal(counted.size, Object.keys(built).length);
  });
});
