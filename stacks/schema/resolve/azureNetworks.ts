import { virtualNetworkOf } from "../fields/microsoft.js";
import type { CatalogDraft } from "./catalog.js";

/** Resource ids of the virtual networks in which the catalog's subnets on Azure lie. */
export function azureNetworksOf({ networks }: Pick<CatalogDraft, "networks">): readonly string[] {
  const ids = [...(networks?.values() ?? [])].flatMap((draft) =>
    draft?.network?.platform === "azure" ? [virtualNetworkOf(draft.network.subnet)] : [],
  );
  return [...new Set(ids)];
}
