import type { StackExamples } from "../framework/graph.js";

/** A stack without an organization, and an organization that has nothing of what it promises. */
export const heldAccountsExamples: StackExamples = {
  pass: [
    {
      title: "A stack that has no organization",
      resources: [
        { name: "papers", type: "aws:s3/bucket:Bucket", properties: { bucket: "papers" } },
      ],
    },
  ],
  fail: [
    {
      title: "An organization without its policies",
      resources: [
        {
          name: "site",
          type: "comanaged:site:AwsOrganization",
          properties: { regions: ["eu-central-1"], securityAccount: "444444444444" },
        },
      ],
    },
  ],
};
