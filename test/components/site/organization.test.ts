import assert from "node:assert/strict";
import { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AwsOrganization } from "../../../components/index.js";
import { organizationPolicies } from "../../../components/site/organization.plan.js";
import { heldAccounts } from "../../../policies/account/heldAccounts.js";
import { judgeStack, type Piece } from "../../policies/support/stack.js";
import { assertNoneSurvives, found } from "../account/survivors.js";
import { mockEngine } from "../mockEngine.js";

const policies = organizationPolicies({
  organization: "o-exampleuni1",
  // All that are on in every account: the longest list that makes sense.
  regions: Array.from({ length: 17 }, (_, index) => `ap-southeast-${index}`),
  deployRole: "comanaged-deploy",
});

/** Characters of a policy and policies at one target, by AWS's quotas. */
const quotas = {
  SERVICE_CONTROL_POLICY: { longest: 5120, most: 5 },
  RESOURCE_CONTROL_POLICY: { longest: 5120, most: 5 },
  DECLARATIVE_POLICY_EC2: { longest: 10_000, most: 10 },
} as const;

const ground = {
  ...{ id: "o-exampleuni1", root: "r-exam" },
  ...{ enabledPolicyTypes: ["TAG_POLICY"], awsServiceAccessPrincipals: ["sso.amazonaws.com"] },
  ...{ policies: new Map(), attached: new Set<string>(), delegated: new Set<string>() },
};

/** What a first preview shows of the organization. */
async function built(): Promise<Piece[]> {
  const made: Piece[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs }) => {
      made.push({ type, name, properties: inputs });
      return { id: `${name}-id`, state: inputs };
    },
  });
  const provider = new Provider("aws-1", { allowedAccountIds: ["111111111111"] });
  const regions = ["eu-central-1", "eu-west-1"];
  new AwsOrganization(
    "site",
    { policies, regions, ground, managed: new Set(), securityAccount: "444444444444" },
    { providers: [provider] },
  );
  await pulumi.runtime.disconnect();
  return made;
}

/** Changes that weaken nothing. */
const harmless = [
  // AWS's own default for it.
  /Policy (description|type) removed$/,
  // What others have switched on is kept on by what is looked up.
  /Organization (enabledPolicyTypes\[3\]|awsServiceAccessPrincipals\[5\]) removed$/,
];

describe("An organization", () => {
  it("cannot be weakened anywhere without a rule that says so", async () => {
    const pieces = await built();
    assert.deepEqual([found(pieces), judgeStack(heldAccounts, pieces)], [[], []]);
    assert.ok(assertNoneSurvives(pieces, heldAccounts, harmless) > 60);
  });

  it("keeps on what others have switched on", async () => {
    const [own] = (await built()).filter(({ type }) => /organization:Organization$/.test(type));
    const told = JSON.stringify(own?.properties);
    assert.ok(told.includes("TAG_POLICY") && told.includes("sso.amazonaws.com"));
  });
});

describe("The policies of an organization", () => {
  it("fit into the quotas, beside the one that AWS attaches itself", () => {
    for (const { name, type, content } of policies) {
      assert.ok(JSON.stringify(content).length <= quotas[type].longest, name);
    }
    for (const [type, { most }] of Object.entries(quotas)) {
      assert.ok(policies.filter((one) => one.type === type).length < most, type);
    }
  });

  it("leave nothing to two owners: what accounts set, no declarative policy sets", () => {
    const declared = JSON.stringify(policies.filter(({ type }) => type.startsWith("DECLARATIVE")));
    for (const owned of ["instance_metadata", "snapshot_block", "image_block"]) {
      assert.ok(!declared.includes(owned), owned);
    }
  });

  it("only ever deny, and exempt the program alone", () => {
    const texts = JSON.stringify(policies.filter(({ type }) => !type.startsWith("DECLARATIVE")));
    assert.ok(!texts.includes('"Allow"'));
    for (const word of ["LeaveOrganization", "aws:RequestedRegion", "guardduty:DeleteDetector"]) {
      assert.ok(texts.includes(word), word);
    }
  });
});
