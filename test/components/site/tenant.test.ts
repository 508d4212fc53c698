import assert from "node:assert/strict";
import { roleId } from "../../../components/service/azure/roles.js";
import { tenantAssignments } from "../../../components/service/tenant/assignments.js";
import { azureRoles, defenderPlans } from "../../../components/service/tenant/builtIns.js";
import { heldSubscriptions } from "../../../policies/account/heldSubscriptions.js";
import { builtIns } from "../../../simulator/data/azureBuiltIns.js";
import { judgeStack, type Piece } from "../../policies/support/stack.js";
import { assertNoneSurvives, found } from "../account/survivors.js";
import { builtTenant } from "./builtTenant.js";

/** Changes that weaken nothing. */
const harmless = [
  // What people read.
  /(ManagementGroup|AtManagementGroup|PolicyAssignment) displayName removed$/,
  /PolicyAssignment nonComplianceMessages/,
  // By it a second baseline is known, which adds to what holds and takes nothing away.
  /PolicyDefinitionAtManagementGroup metadata/,
  // Azure knows no other for what a program makes.
  /AtManagementGroup policyType removed$/,
  // The name of a group stands beside its id, which is what counts.
  /:ManagementGroup name removed$/,
  // A name that is made up: it is only found again less easily.
  /RoleAssignment roleAssignmentName removed$/,
  /RemediationAtManagementGroup remediationName removed$/,
  // Azure refuses a task without it.
  /RemediationAtManagementGroup managementGroupsNamespace removed$/,
];

const facts = {
  ...{ top: "comanaged", locations: ["westeurope"], defender: defenderPlans },
  ...{ managingTenants: [], workspace: "/subscriptions/any" },
};

describe("A tenant", () => {
  it("cannot be weakened anywhere without a rule that says so", async () => {
    const pieces = await builtTenant();
    assert.deepEqual([found(pieces), judgeStack(heldSubscriptions, pieces)], [[], []]);
    assert.ok(assertNoneSurvives(pieces, heldSubscriptions, harmless) > 100);
  });

  it("holds nobody any more whose policy leaves a scope out, looks on or does something else", async () => {
    const pieces = await builtTenant();
    const with_ = (changes: Piece["properties"]) =>
      pieces.map((piece) =>
        piece.name === "lab-policy-comanaged-transport"
          ? { ...piece, properties: { ...piece.properties, ...changes } }
          : piece,
      );
    for (const changes of [
      { notScopes: ["/subscriptions/any"] },
      { overrides: [{ kind: "policyEffect", value: "Disabled" }] },
      { resourceSelectors: [{ name: "some", selectors: [] }] },
      { enforcementMode: "DoNotEnforce" },
      { parameters: { effect: { value: "Audit" } } },
      { policyDefinitionId: "/providers/Microsoft.Authorization/policyDefinitions/any" },
    ]) {
      const [said] = judgeStack(heldSubscriptions, with_(changes));
      assert.match(said?.message ?? "", /weaker than it was: the policy comanaged-transport/);
    }
  });
});

describe("The policies of a tenant", () => {
  const assigned = tenantAssignments(facts);

  it("have names that Azure takes at a management group", () => {
    const names = assigned.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => name.length > 24),
      [],
    );
    assert.equal(new Set(names).size, names.length);
  });

  it("are given the parameters that they have, and the rights that they name", () => {
    for (const { name, definition, parameters, roles } of assigned) {
      const builtIn = builtIns.find(({ id }) => id === definition);
      if (builtIn === undefined) {
        assert.match(definition, /managementGroups\/comanaged\//, name);
        continue;
      }
      const wanted = Object.keys(builtIn.parameters).filter((key) => builtIn.parameters[key]);
      assert.deepEqual(
        wanted.filter((key) => !(key in parameters)),
        [],
        name,
      );
      const strange = Object.keys(parameters).filter((key) => !(key in builtIn.parameters));
      assert.deepEqual(strange, [], name);
      assert.deepEqual(
        roles.map((role) => `${roleId(role).split("/").at(-1)}`).sort(),
        builtIn.roles.toSorted(),
        name,
      );
    }
  });

  it("never make anybody an owner", () => {
    assert.ok(!azureRoles.some((role) => /owner|access administrator/i.test(role)));
  });
});
