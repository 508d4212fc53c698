import { sysprepZone } from "../../../components/patching/compile/sysprepZone.js";
import { draftOf, entriesOf } from "../inspect/draft.js";
import { customization } from "../offers.js";
import type { Report } from "../report/finding.js";

/** A time zone that the setup of Windows does not know is reported. */
export function checkCustomization(offer: unknown, report: Report): void {
  const raw = entriesOf(offer).get("customization");
  const { timeZone } = draftOf(customization, customization.partial(), raw).value;
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
