import { sysprepZone } from "../../../components/patching/compile/sysprepZone.js";
import type { Platform } from "../../../components/service/platform.js";
import { hypervOffer } from "../hypervOffer.js";
import { draftOf, entriesOf } from "../inspect/draft.js";
import { customization } from "../offers.js";
import { physicalOffer } from "../physicalOffer.js";
import type { Report } from "../report/finding.js";

const partialCustomization = customization.partial();
const partialHyperv = hypervOffer.partial();
const partialPhysical = physicalOffer.partial();

/** The time zone of the servers' clocks, when it is valid. */
function serverTimeZoneOf(offer: unknown): string | undefined {
  const raw = entriesOf(offer).get("customization");
  return draftOf(customization, partialCustomization, raw).value.timeZone;
}

/** The valid time zones of the servers' clocks, by platform. */
export function serverTimeZonesOf(offers: ReadonlyMap<string, unknown>): Map<Platform, string> {
  const { timeZone } = draftOf(hypervOffer, partialHyperv, offers.get("hyperv")).value;
  const physical = draftOf(physicalOffer, partialPhysical, offers.get("physical")).value;
  const vsphere = serverTimeZoneOf(offers.get("vsphere"));
  return new Map([
    ...(vsphere === undefined ? [] : [["vsphere", vsphere] as const]),
    ...(timeZone === undefined ? [] : [["hyperv", timeZone] as const]),
    ...(physical.timeZone === undefined ? [] : [["physical", physical.timeZone] as const]),
  ]);
}

/** A time zone that the setup of Windows does not know is reported. */
export function checkCustomization(offer: unknown, report: Report): void {
  const timeZone = serverTimeZoneOf(offer);
  if (timeZone !== undefined && sysprepZone(timeZone) === undefined) {
    report({
      path: ["platforms", "vsphere", "customization", "timeZone"],
      at: "value",
      message: `"${timeZone}" is a time zone that vSphere cannot give to Windows`,
      allowed: "a zone of Microsoft's Time Zone Index Values, such as Europe/Berlin",
      fix: "Choose a zone with the same clocks from that list.",
    });
  }
}
