import { planWindowsPatching, type WindowsPatching } from "../components/index.js";
import type { Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";

/** What the catalog says about the patches of Windows servers. */
export type PatchingOffer = Pick<Catalog, "platforms" | "windowsUpdate">;

/** What a Windows server that patches itself is told; undefined for all others. */
export function patchedAsWindows(
  server: ResolvedServer,
  { asOf, customer, patchGroups }: Estate,
  { platforms, windowsUpdate }: PatchingOffer,
): WindowsPatching | undefined {
  const { patchGroup, schedule, image } = server;
  const isOurs = server.os === "windows" && server.platform === "vsphere";
  if (!isOurs || platforms.vsphere === undefined || patchGroups[patchGroup] === undefined) {
    return undefined;
  }
  const targetGroup = `${customer.owner}-${patchGroup}`;
  return planWindowsPatching(
    {
      ...{ name: patchGroup, schedule, product: image.product },
      isHeld: patchGroups[patchGroup]?.after !== undefined,
      ...(windowsUpdate && { wsus: { server: windowsUpdate.wsusServer, targetGroup } }),
    },
    { asOf, serverTimeZone: platforms.vsphere.customization.timeZone },
  );
}
