import { z } from "zod";
import type { Schedule } from "../service/time/schedule.js";
import { weekdays, weeks } from "../service/window.js";
import type { Announced } from "./announcements.plan.js";

const text = z.string();
const hours = { start: text, durationMinutes: z.number(), timeZone: text };
const weekday = z.enum(weekdays);

const window = z.union([
  z.object({ ...hours, week: z.enum(weeks), weekday, offsetDays: z.number() }),
  z.object({ ...hours, every: z.literal("week"), weekday }),
  z.object({ ...hours, dates: z.array(text) }),
]);

const exception = z.discriminatedUnion("action", [
  z.object({ action: z.literal("skip"), opening: text, reason: text }),
  z.object({ action: z.literal("move"), opening: text, to: text, reason: text }),
]);

const schedule: z.ZodType<Schedule> = z.object({
  window,
  freezes: z.array(z.object({ name: text, from: text, to: text })).exactOptional(),
  exceptions: z.array(exception).exactOptional(),
  deferrals: z
    .array(z.object({ from: text, to: text, reason: text, approver: text }))
    .exactOptional(),
  emergencies: z
    .array(z.object({ advisory: text, notBefore: text, durationMinutes: z.number() }))
    .exactOptional(),
});

/** What a stack's state holds of an announcement. */
export const announced: z.ZodType<Announced> = z.object({
  base: text,
  servers: z.array(text),
  schedule,
});
