import { holds, not, provided } from "../framework/certainty.js";
import { demandGiven, demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const window = "azure-native:maintenance:MaintenanceConfiguration";

const guests = {
  maintenanceScope: "InGuestPatch",
  extensionProperties: { InGuestPatchMode: "User" },
  installPatches: { rebootSetting: "IfRequired" },
  startDateTime: "2026-12-01 03:00",
  timeZone: "W. Europe Standard Time",
  duration: "03:00",
};

/** The longest window that Azure takes for patches inside guests; the shortest is 01:30. */
const mostMinutes = 235;
const leastMinutes = 90;

/** A window in Azure opens when people expect it, and installs what needs a restart. */
export const azureWindows: Rule = {
  id: "PAT-14",
  title: "Maintenance configurations name when, where on the clock and how long they patch guests",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2", "MA-2"], "MCSB v1": ["PV-6"] },
  why:
    "Without recurEvery a window opens once. Without a time zone it moves by an hour twice a year. " +
    "Patches that never restart a machine leave the old kernel running.",
  fix:
    'For maintenanceScope "InGuestPatch" set recurEvery, startDateTime, timeZone, duration (01:30 ' +
    'to 03:55), extensionProperties.InGuestPatchMode to "User" and rebootSetting to "IfRequired" ' +
    'or "Always".',
  tokens: [window],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A window on the second Tuesday",
        type: window,
        inputs: { ...guests, recurEvery: "Month Second Tuesday" },
      },
    ],
    fail: [{ title: "A window that opens once", type: window, inputs: guests }],
  },
  *check({ inputs }): Iterable<Finding> {
    const scope = inputs.get("maintenanceScope");
    const isOther = holds(scope.text(), (word) => word !== "InGuestPatch");
    yield* provided(not(isOther), guestFindings(inputs));
  },
};

function* guestFindings(inputs: Field): Iterable<Finding> {
  yield* demandText(inputs.get("maintenanceScope"), () => true, "no guests are patched");
  for (const key of ["recurEvery", "startDateTime", "timeZone"]) {
    yield* demandGiven(inputs.get(key), "nobody can say when the window opens");
  }
  yield* demandText(inputs.get("duration"), isDuration, "the window lasts no 01:30 to 03:55");
  const mode = inputs.get("extensionProperties").get("InGuestPatchMode");
  yield* demandText(mode, (word) => word === "User", "Azure chooses the time itself");
  const restart = inputs.get("installPatches").get("rebootSetting");
  const restarts = (word: string) => word === "IfRequired" || word === "Always";
  yield* demandText(restart, restarts, "patches that need a restart have no effect");
}

function isDuration(text: string): boolean {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const length = Number(hours) * 60 + Number(minutes);
  return length >= leastMinutes && length <= mostMinutes;
}
