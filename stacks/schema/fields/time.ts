import { z } from "zod";
import { remembered } from "../../../components/service/remembered.js";
import { hinted } from "../report/hint.js";
import { closest } from "../report/wording.js";

/** A local time of the day, `HH:MM`. */
export const timeOfDay = hinted(z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/), {
  noun: "a time of the day",
  expected: 'hours and minutes of a 24-hour clock, such as "21:00"',
  example: "21:00",
  mend: (text) => (/^\d:[0-5]\d$/.test(text) ? `0${text}` : undefined),
});

/** A calendar date, `YYYY-MM-DD`. */
export const date = hinted(z.iso.date(), {
  noun: "a calendar date",
  expected: "a day that exists, as YYYY-MM-DD",
  example: "2026-11-21",
});

/** A local date and time, `YYYY-MM-DDTHH:MM`. */
export const localDateTime = hinted(z.iso.datetime({ local: true, precision: -1 }), {
  noun: "a local date and time",
  expected: "a minute of a day that exists, as YYYY-MM-DDTHH:MM",
  example: "2026-11-23T18:00",
  mend: (text) => (/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text) ? text.replace(" ", "T") : undefined),
});

/** An instant, `YYYY-MM-DDTHH:MM:SSZ`. */
export const instant = hinted(z.iso.datetime(), {
  noun: "an instant",
  expected: "a second of a day that exists, in UTC, as YYYY-MM-DDTHH:MM:SSZ",
  example: "2026-11-20T00:12:00Z",
});

/** An IANA time zone; links such as Asia/Kolkata are as good as what they link to. */
export const timeZone = hinted(
  z
    .string()
    .regex(/^(UTC|[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z0-9_+-]*)+)$/)
    .refine((zone) => zone === canonical(zone)),
  {
    noun: "a time zone",
    expected: 'a name of the IANA time zone database, such as "Europe/Berlin"',
    example: "Europe/Berlin",
    mend: (text) => canonical(text) ?? closest(text, Intl.supportedValuesOf("timeZone")),
  },
);

/** The zone in the spelling of the database; undefined when there is no such zone. */
const canonical = remembered(lookUpZone, (zone) => zone);

function lookUpZone(zone: string): string | undefined {
  try {
    const found = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    // Intl ignores case and follows links, and says only where it arrived.
    return found.toLowerCase() === zone.toLowerCase() ? found : zone;
  } catch {
    return undefined;
  }
}
