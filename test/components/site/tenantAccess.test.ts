import assert from "node:assert/strict";
import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AzureTenantAccess } from "../../../components/index.js";
import { refuseTaken, refuseTwin } from "../../../components/site/otherTenants.js";
import type { Piece } from "../../policies/support/stack.js";
import { found } from "../account/survivors.js";
import { weakenings } from "../account/weakenings.js";
import { mockEngine } from "../mockEngine.js";

const subscription = "2c2c2c2c-0000-4000-8000-000000000002";
const tenant = "0a0a0a0a-0000-4000-8000-00000000000a";
const principal = "5e5e5e5e-0000-4000-8000-000000000005";

async function built(): Promise<Piece[]> {
  const made: Piece[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs }) => {
      made.push({ type, name, properties: inputs });
      return { id: `${name}-id`, state: inputs };
    },
  });
  const provider = new Provider("azure-1", { subscriptionId: subscription });
  new AzureTenantAccess(
    "lab",
    {
      top: "comanaged",
      standing: new Map([["exempts-client", "/known"]]),
      eligible: [
        {
          ...{ name: "operators", principal, role: "Contributor", at: "comanaged" },
          ...{ reason: "Repairs", from: "2026-12-01", until: "2027-11-30" },
        },
      ],
      delegation: {
        ...{ tenant: "7c7c7c7c-0000-4000-8000-000000000007", title: "Operators" },
        people: [
          { name: "operators", principal, role: "Contributor" },
          { name: "auditors", principal, role: "Security Reader" },
        ],
        subscriptions: [subscription],
      },
      exemptions: [
        {
          ...{ name: "client", policy: "comanaged-transport", mitigated: false },
          ...{ scope: `/subscriptions/${subscription}`, reason: "Old", owner: "Wei Li" },
          until: "2027-01-31",
        },
      ],
    },
    { providers: [provider] },
  );
  await pulumi.runtime.disconnect();
  return made;
}

describe("Rights and exemptions of a tenant", () => {
  it("pass the rules, which let nothing last; all else that goes leaves less access", async () => {
    const pieces = await built();
    assert.deepEqual(found(pieces), []);
    const caught = weakenings(pieces)
      .filter(({ changed }) => found(changed).length > 0)
      .map(({ what }) => what.replace(/^azure-native:\w+:/, ""));
    assert.deepEqual(
      caught.sort(),
      [
        "PimRoleEligibilitySchedule scheduleInfo removed",
        "PimRoleEligibilitySchedule scheduleInfo.expiration removed",
        "PimRoleEligibilitySchedule scheduleInfo.expiration.endDateTime removed",
        "PimRoleEligibilitySchedule scheduleInfo.expiration.type removed",
        "PolicyExemption expiresOn removed",
        "RegistrationDefinition properties.authorizations[0].roleDefinitionId removed",
        "RegistrationDefinition properties.authorizations[1].roleDefinitionId removed",
        "RegistrationDefinition properties.eligibleAuthorizations[0].justInTimeAccessPolicy removed",
        "RegistrationDefinition properties.eligibleAuthorizations[0].justInTimeAccessPolicy.multiFactorAuthProvider removed",
      ].sort(),
    );
  });

  it("are offered so that everybody reads, and takes up the rest with a second factor", async () => {
    const [offered] = (await built()).filter(({ type }) => /RegistrationDefinition$/.test(type));
    assert.deepEqual(offered?.properties["properties"], {
      managedByTenantId: "7c7c7c7c-0000-4000-8000-000000000007",
      registrationDefinitionName: "Operators",
      authorizations: [
        {
          ...{ principalId: principal, principalIdDisplayName: "operators" },
          roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
        },
        {
          ...{ principalId: principal, principalIdDisplayName: "auditors" },
          roleDefinitionId: "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
        },
      ],
      eligibleAuthorizations: [
        {
          ...{ principalId: principal, principalIdDisplayName: "operators" },
          roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
          justInTimeAccessPolicy: {
            ...{ maximumActivationDuration: "PT8H", multiFactorAuthProvider: "Azure" },
          },
        },
      ],
    });
  });
});

describe("Two baselines in one tenant", () => {
  const scope = (group: string) => `/providers/Microsoft.Management/managementGroups/${group}`;
  const tree = {
    tenant,
    groups: [{ id: "comanaged", title: "Ours" }],
    subscriptions: [{ subscription, group: "comanaged" }],
  };
  const standing = (group: string) => new Map([[`/subscriptions/${subscription}`, scope(group)]]);

  it("are refused where a subscription stands in a group of others", () => {
    for (const free of [tenant, "comanaged"]) {
      refuseTaken(tree, standing(free));
    }
    refuseTaken(tree, new Map());
    assert.throws(() => {
      refuseTaken(tree, standing("alz-landingzones"));
    }, /2c2c2c2c-\S+ is in \S+alz-landingzones/);
  });

  it("are refused where somebody else's mark is on our definitions", () => {
    refuseTwin("comanaged", undefined, "comanaged/site");
    refuseTwin("comanaged", { metadata: { comanagedKey: "comanaged/site" } }, "comanaged/site");
    assert.throws(() => {
      refuseTwin("comanaged", { metadata: { comanagedKey: "other/site" } }, "comanaged/site");
    }, /under the baseline of other\/site/);
    assert.throws(() => {
      refuseTwin("comanaged", { metadata: { category: "Own" } }, "comanaged/site");
    }, /somebody who left no name/);
    assert.throws(() => {
      refuseTwin("comanaged", {}, "comanaged/site");
    }, /somebody who left no name/);
  });
});
