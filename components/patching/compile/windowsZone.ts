import windowsZones from "cldr-core/supplemental/windowsZones.json";
import { remembered } from "../../service/remembered.js";
import { haveSameClocks, type Period } from "../../service/time/clockChanges.js";
import type { Check } from "./rendering.js";

/** A time zone of Windows and the IANA zone whose clocks it shows. */
export interface WindowsZone {
  /** Windows name, such as `W. Europe Standard Time`. */
  readonly name: string;
  /** IANA name by CLDR's mapping for the whole world. */
  readonly shows: string;
}

/** What two spellings of one IANA zone have in common; a zone unknown to this machine has itself. */
const canonical = remembered(
  (zone: string) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    } catch {
      return zone;
    }
  },
  (zone) => zone,
);

const entries = windowsZones.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone);

/** One IANA zone for each Windows zone: the entries for territory 001, the world. */
const worldwide: readonly WindowsZone[] = entries
  .filter((entry) => entry._territory === "001")
  .map(({ _other: name, _type: shows }) => ({ name, shows }));

const mappings = entries.map(({ _other: name, _type: zones }) => ({
  name,
  zones: zones.split(" "),
}));

/** CLDR's Windows name of an IANA zone; CLDR keeps old spellings, such as Asia/Calcutta. */
export function mappedName(timeZone: string): string | undefined {
  const spelled = canonical(timeZone);
  const found =
    mappings.find(({ zones }) => zones.includes(timeZone) || zones.includes(spelled)) ??
    mappings.find(({ zones }) => zones.some((zone) => canonical(zone) === spelled));
  return found?.name;
}

/**
 * The Windows zone that shows the same local times as an IANA zone throughout a period: the one
 * of CLDR's mapping, else another one; undefined when there is none.
 */
export const windowsZone = remembered(
  findZone,
  (timeZone, { from, until }) => `${timeZone} ${from.toString()} ${until.toString()}`,
);

function findZone(timeZone: string, period: Period): WindowsZone | undefined {
  const name = mappedName(timeZone);
  const usual = worldwide.filter((zone) => zone.name === name);
  const others = worldwide.filter((zone) => zone.name !== name);
  return [...usual, ...others].find(
    ({ shows }) =>
      offsetAt(shows, period) === offsetAt(timeZone, period) &&
      haveSameClocks(shows, timeZone, period),
  );
}

/** Refuses a window whose local times no Windows zone shows. */
export const windowsZoneCheck: Check = ({ window }, { period }) =>
  windowsZone(window.timeZone, period) === undefined
    ? [
        {
          limit: "windows-time-zones",
          reason:
            `The scheduler knows the time zones of Windows only, and none of them shows the local ` +
            `times of ${window.timeZone} until ${period.until.toZonedDateTimeISO("UTC").year}.`,
          mended: { ...window, timeZone: closestZone(window.timeZone, period) },
        },
      ]
    : [];

/** The mapped zone, else one with the same offset on the planning date, else UTC. */
function closestZone(timeZone: string, period: Period): string {
  const name = mappedName(timeZone);
  const similar =
    worldwide.find((zone) => zone.name === name) ??
    worldwide.find(({ shows }) => offsetAt(shows, period) === offsetAt(timeZone, period));
  return similar?.shows ?? "UTC";
}

function offsetAt(timeZone: string, { from }: Period): number {
  return from.toZonedDateTimeISO(timeZone).offsetNanoseconds;
}
