import type { ProviderResource } from "@pulumi/pulumi";
import { type AzureLanding, type AzurePatchGroup, AzurePatching } from "../components/index.js";
import type { Estate } from "../stacks/schema/model.js";
import { patchGroupsOn } from "./patchGroups.js";

/** Patches the servers of an estate that stand on Azure, where it has landed. */
export function patchOnAzure(
  estate: Estate,
  location: string,
  { landing, provider }: { landing: AzureLanding; provider: ProviderResource },
): void {
  const groups = azurePatchGroups(estate);
  if (Object.keys(groups).length > 0) {
    const { asOf, customer, stack } = estate;
    const { hooks, resourceGroup, resourceGroupName } = landing;
    const args = { location, resourceGroup, resourceGroupName, groups, hooks };
    new AzurePatching(
      `${stack}-azure-patching`,
      { asOf, owner: customer.owner, ...args },
      { providers: [provider] },
    );
  }
}

/** The patch groups of an estate that have servers on Azure. */
export function azurePatchGroups(estate: Estate): Record<string, AzurePatchGroup> {
  const groups = patchGroupsOn(estate, "azure").map(
    ({ group: { name, schedule, after }, products }): [string, AzurePatchGroup] => [
      name,
      { schedule, products, held: after !== undefined },
    ],
  );
  return Object.fromEntries(groups);
}
