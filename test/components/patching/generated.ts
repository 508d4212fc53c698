import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { openingDates } from "../../../components/service/time/dates.js";
import type {
  Schedule,
  Window,
  WindowException,
} from "../../../components/service/time/schedule.js";
import { weekdays, weeks } from "../../../components/service/window.js";

/** Zones of both hemispheres, with half and quarter hours, and zones that changed their rules. */
export const timeZones = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "Europe/Dublin",
  "Europe/Lisbon",
  "Europe/Moscow",
  "Europe/Istanbul", // stayed on summer time in 2016
  "Europe/Volgograd", // changed in 2018 and 2020
  "Africa/Casablanca", // Ramadan
  "Africa/Cairo", // summer time again since 2023
  "Africa/Juba", // changed in 2021
  "Africa/Johannesburg",
  "America/New_York",
  "America/Los_Angeles",
  "America/St_Johns", // half an hour
  "America/Phoenix",
  "America/Mexico_City", // ended summer time in 2022
  "America/Chihuahua", // changed in 2022
  "America/Sao_Paulo", // ended summer time in 2019, gap at midnight
  "America/Santiago",
  "America/Asuncion", // stayed on summer time in 2024
  "America/Caracas", // changed in 2016
  "America/Havana",
  "America/Nuuk", // changed in 2023
  "Asia/Kolkata", // half an hour
  "Asia/Kathmandu", // a quarter
  "Asia/Tehran", // ended summer time in 2022
  "Asia/Amman", // stayed on summer time in 2022
  "Asia/Gaza", // Ramadan
  "Asia/Beirut",
  "Asia/Jerusalem",
  "Asia/Tokyo",
  "Asia/Almaty", // changed in 2024
  "Asia/Pyongyang", // changed in 2018
  "Australia/Sydney",
  "Australia/Adelaide", // half an hour and summer time
  "Australia/Lord_Howe", // summer time of half an hour
  "Australia/Perth",
  "Pacific/Auckland",
  "Pacific/Chatham", // three quarters
  "Pacific/Apia", // ended summer time in 2021
  "Pacific/Norfolk", // summer time since 2019
  "Pacific/Kiritimati",
  "Antarctica/Troll", // summer time of two hours
] as const;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** A start of the day, quarter hours more often than others. */
export const startOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45, 7, 59))
  .map(([hour, minute]) => `${twoDigits(hour)}:${twoDigits(minute)}`);

/** Mostly two or three hours, which every scheduler takes. */
const duration = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(120, 180) },
  { weight: 1, arbitrary: fc.constantFrom(30, 75, 90, 235, 240, 480, 1440) },
);

/** Any repeating or dated window of a zone, mostly monthly. */
export function anyWindow(timeZone: string): fc.Arbitrary<Window> {
  const hours = { start: startOfDay, durationMinutes: duration, timeZone: fc.constant(timeZone) };
  const monthly = fc.record({
    week: fc.constantFrom(...weeks),
    weekday: fc.constantFrom(...weekdays),
    offsetDays: fc.integer({ min: 0, max: 20 }),
    ...hours,
  });
  const weekly = fc.record({
    every: fc.constant("week" as const),
    weekday: fc.constantFrom(...weekdays),
    ...hours,
  });
  const dated = fc.record({
    dates: fc.uniqueArray(localDate, { minLength: 1, maxLength: 6 }),
    ...hours,
  });
  return fc.oneof(
    { weight: 8, arbitrary: monthly },
    { weight: 1, arbitrary: weekly },
    { weight: 1, arbitrary: dated },
  );
}

/** A local date of the ten years from 2017 on. */
export const localDate = fc
  .date({
    min: new Date("2017-01-01T00:00:00Z"),
    max: new Date("2026-12-31T00:00:00Z"),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

const commonHours = {
  start: fc.constantFrom("04:00", "12:30", "22:00"),
  durationMinutes: fc.constantFrom(120, 180),
  timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Adelaide", "UTC"),
};

const commonMonthly = fc.record({
  week: fc.constantFrom(...weeks),
  weekday: fc.constantFrom(...weekdays),
  offsetDays: fc.integer({ min: 0, max: 20 }),
  ...commonHours,
});

const commonWeekly = fc.record({
  every: fc.constant("week" as const),
  weekday: fc.constantFrom(...weekdays),
  ...commonHours,
});

/** Days from the planning date on which something happens. */
const someDay = fc.integer({ min: -40, max: 900 });

const interruptions = fc.record({
  window: fc.oneof({ weight: 3, arbitrary: commonMonthly }, { weight: 1, arbitrary: commonWeekly }),
  asOf: fc.integer({ min: 0, max: 400 }),
  freezes: fc.array(fc.tuple(someDay, fc.integer({ min: 0, max: 30 })), { maxLength: 2 }),
  exceptions: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(someDay)), {
    maxLength: 3,
  }),
  deferrals: fc.array(fc.tuple(someDay, fc.integer({ min: 0, max: 35 })), { maxLength: 2 }),
  emergencies: fc.array(someDay, { maxLength: 2 }),
});

/** What a schedule is generated from. */
type Interruptions = typeof interruptions extends fc.Arbitrary<infer T> ? T : never;

function interrupted({
  window,
  asOf,
  freezes,
  exceptions,
  deferrals,
  emergencies,
}: Interruptions): { readonly schedule: Schedule; readonly asOf: string } {
  const today = Temporal.PlainDate.from("2026-11-21").add({ days: asOf });
  const dates = openingDates(window, today, today.add({ years: 3 }));
  const later = (days: number): string => today.add({ days }).toString();
  const schedule: Schedule = {
    window,
    freezes: freezes.map(([from, length]) => ({
      name: "freeze",
      from: later(from),
      to: later(from + length),
    })),
    exceptions: exceptions.flatMap(([index, to]): readonly WindowException[] => {
      const opening = dates[index]?.toString();
      const reason = "generated";
      if (opening === undefined) {
        return [];
      }
      return to === null
        ? [{ action: "skip", opening, reason }]
        : [{ action: "move", opening, to: `${later(to)}T14:45`, reason }];
    }),
    deferrals: deferrals.map(([from, length]) => ({
      ...{ from: later(from), to: later(from + length) },
      ...{ reason: "generated", approver: "generated" },
    })),
    emergencies: emergencies.map((days) => ({
      advisory: "CVE-2026-1",
      notBefore: `${later(days)}T16:20:01Z`,
      durationMinutes: 120,
    })),
  };
  return { schedule, asOf: today.toString() };
}

/** A repeating window with freezes, exceptions, deferrals and emergencies, and a planning date. */
export const anySchedule = interruptions.map(interrupted);
