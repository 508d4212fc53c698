import type { StackExamples } from "../framework/graph.js";

/** A stack without a tenant, and a tenant that has nothing of what it promises. */
export const heldSubscriptionsExamples: StackExamples = {
  pass: [
    {
      title: "A stack that has no tenant",
      resources: [
        {
          name: "papers",
          type: "azure-native:resources:ResourceGroup",
          properties: { resourceGroupName: "papers", location: "germanywestcentral" },
        },
      ],
    },
  ],
  fail: [
    {
      title: "A tenant without its policies",
      resources: [
        {
          name: "site",
          type: "comanaged:site:AzureTenant",
          properties: {
            tenant: "0a0a0a0a-0000-4000-8000-00000000000a",
            top: "comanaged",
            newSubscriptions: "comanaged",
            groups: ["comanaged@0a0a0a0a-0000-4000-8000-00000000000a"],
            subscriptions: [],
            locations: ["germanywestcentral"],
            defender: ["servers"],
            managingTenants: [],
          },
        },
      ],
    },
  ],
};
