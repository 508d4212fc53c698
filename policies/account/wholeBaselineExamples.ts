import type { StackExamples } from "../framework/graph.js";

/** A stack without an account, and an account that has nothing of what it promises. */
export const wholeBaselineExamples: StackExamples = {
  pass: [
    {
      title: "A stack that brings no account under the baseline",
      resources: [
        { name: "papers", type: "aws:s3/bucket:Bucket", properties: { bucket: "papers" } },
      ],
    },
  ],
  fail: [
    {
      title: "An account without its baseline",
      resources: [
        {
          name: "lab",
          type: "comanaged:account:Aws",
          properties: {
            account: "222222222222",
            homeRegion: "eu-central-1",
            deployRole: "comanaged-deploy",
            regions: ["eu-central-1"],
          },
        },
      ],
    },
  ],
};
