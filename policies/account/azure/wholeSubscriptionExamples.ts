import type { StackExamples } from "../../framework/graph.js";

/** A stack without a subscription, and a subscription that has nothing of what it promises. */
export const wholeSubscriptionExamples: StackExamples = {
  pass: [
    {
      title: "A stack that brings no subscription under the baseline",
      resources: [
        {
          name: "papers",
          type: "azure-native:resources:ResourceGroup",
          properties: { resourceGroupName: "papers" },
        },
      ],
    },
  ],
  fail: [
    {
      title: "A subscription without its baseline",
      resources: [
        {
          name: "lab",
          type: "comanaged:account:Azure",
          properties: {
            account: "2c2c2c2c-0000-4000-8000-000000000002",
            homeLocation: "germanywestcentral",
            locations: ["germanywestcentral"],
          },
        },
      ],
    },
  ],
};
