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
  const serverTimeZone = timeZoneOf(server.platform, platforms);
  const isKnown = serverTimeZone !== undefined && patchGroups[patchGroup] !== undefined;
  if (server.os !== "windows" || !isKnown) {
    return undefined;
  }
  const targetGroup = `${customer.owner}-${patchGroup}`;
  return planWindowsPatching(
    {
      ...{ name: patchGroup, schedule, product: image.product },
      isHeld: patchGroups[patchGroup]?.after !== undefined,
      ...(windowsUpdate && { wsus: { server: windowsUpdate.wsusServer, targetGroup } }),
    },
    { asOf, serverTimeZone },
  );
}

/** The time zone of the clocks of servers that patch themselves. */
function timeZoneOf(
  platform: ResolvedServer["platform"],
  { vsphere, hyperv, physical }: PatchingOffer["platforms"],
): string | undefined {
  switch (platform) {
    case "vsphere":
      return vsphere?.customization.timeZone;
    case "hyperv":
      return hyperv?.timeZone;
    case "physical":
      return physical?.timeZone;
    default:
      return undefined;
  }
}
