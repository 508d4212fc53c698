import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AzureTenant } from "../../../components/index.js";
import type { Piece } from "../../policies/support/stack.js";
import { mockEngine } from "../mockEngine.js";

const tenant = "0a0a0a0a-0000-4000-8000-00000000000a";
const departments = [
  "2c2c2c2c-0000-4000-8000-000000000002",
  "3d3d3d3d-0000-4000-8000-000000000003",
];

/** What a first preview shows of a tenant that uses everything: nothing computed is known. */
export async function builtTenant(): Promise<Piece[]> {
  const made: Piece[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs }) => {
      made.push({ type, name, properties: inputs });
      return { id: `${name}-id`, state: inputs };
    },
  });
  const provider = new Provider("azure-1", { subscriptionId: departments[0] ?? "" });
  new AzureTenant(
    "lab",
    {
      ...{ tenant, location: "germanywestcentral" },
      facts: {
        ...{ top: "comanaged", locations: ["germanywestcentral", "westeurope"] },
        defender: ["servers", "keyVaults"],
        managingTenants: ["7c7c7c7c-0000-4000-8000-000000000007"],
        workspace:
          "/subscriptions/1b1b1b1b-0000-4000-8000-000000000001/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/comanaged",
      },
      groups: [
        { id: "comanaged", title: "Co-managed hosting" },
        { id: "departments", title: "Departments", below: "comanaged" },
      ],
      newSubscriptions: "departments",
      subscriptions: departments.map((subscription) => ({
        ...{ subscription, group: "departments", provider },
      })),
      ground: { key: "test", standing: new Map() },
    },
    { providers: [provider] },
  );
  await pulumi.runtime.disconnect();
  return made;
}
