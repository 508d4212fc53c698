import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { openingDates } from "../../../../components/service/time/dates.js";
import type { Schedule, WindowException } from "../../../../components/service/time/schedule.js";
import { weekdays, weeks } from "../../../../components/service/window.js";
import { assertAgreement } from "./agreement.js";

const runs = process.env["SOAK"] === undefined ? 25 : 2000;

const hours = {
  start: fc.constantFrom("04:00", "12:30", "22:00"),
  durationMinutes: fc.constantFrom(120, 180),
  timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Adelaide", "UTC"),
};

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

/** Days from the planning date on which something happens. */
const someDay = fc.integer({ min: -40, max: 900 });

const plan = fc.record({
  window: fc.oneof({ weight: 3, arbitrary: monthly }, { weight: 1, arbitrary: weekly }),
  asOf: fc.integer({ min: 0, max: 400 }),
  freezes: fc.array(fc.tuple(someDay, fc.integer({ min: 0, max: 30 })), { maxLength: 2 }),
  exceptions: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(someDay)), {
    maxLength: 3,
  }),
  deferrals: fc.array(fc.tuple(someDay, fc.integer({ min: 0, max: 35 })), { maxLength: 2 }),
  emergencies: fc.array(someDay, { maxLength: 2 }),
});

describe("every scheduler, with freezes, exceptions, deferrals and emergencies", () => {
  it("fires at the model's instants", () => {
    fc.assert(
      fc.property(plan, ({ window, asOf, freezes, exceptions, deferrals, emergencies }) => {
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
        const refusals = assertAgreement(schedule, { asOf: today.toString() });
        if (Object.keys(refusals).length > 0) {
          throw new Error(JSON.stringify(refusals));
        }
      }),
      { numRuns: runs, seed: 6 },
    );
  });
});
