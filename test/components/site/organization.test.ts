import assert from "node:assert/strict";
import { organizationPolicies } from "../../../components/site/organization.plan.js";

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
