import type { PatchProduct } from "../components/service/patchProducts.js";
import type { AwsServer, AzureServer, Estate, PatchGroup } from "../stacks/schema/model.js";

/** A patch group and the products of its servers on one platform. */
interface PlatformGroup {
  readonly group: PatchGroup;
  readonly products: readonly PatchProduct[];
}

/** The patch groups of an estate that have servers on a platform. */
export function patchGroupsOn(
  estate: Estate,
  platform: (AwsServer | AzureServer)["platform"],
): readonly PlatformGroup[] {
  return Object.values(estate.patchGroups)
    .map((group) => ({
      group,
      products: estate.servers.flatMap((server) =>
        server.platform === platform && server.patchGroup === group.name
          ? [server.image.product]
          : [],
      ),
    }))
    .filter(({ products }) => products.length > 0);
}
