import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, textAt } from "../core/json.js";
import type { Problem } from "../core/validate.js";
import { unknownValue } from "../core/wire.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { freshId } from "./ids.js";

/** What a field of a cron expression may hold, in the order of the six fields. */
const cronFields = [
  /^([0-5]?\d|\*)([,/-]\d+)*$/,
  /^(1?\d|2[0-3]|\*)([,/-]\d+)*$/,
  /^(\?|\*|L|([1-9]|[12]\d|3[01])W?)([,/-]\d+)*$/,
  /^(\*|[1-9]|1[0-2]|[A-Z]{3})([,/-]([1-9]|1[0-2]|[A-Z]{3}))*$/,
  /^(\?|\*|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(#[1-5]|L)?)([,-]([1-7]|[A-Z]{3}))*$/,
  /^(\*|\d{4})([,-]\d{4})*$/,
];

/** Whether AWS takes a schedule expression. */
export function isSchedule(text: string): boolean {
  const [, fields = ""] = /^cron\((.*)\)$/.exec(text) ?? [];
  const parts = fields.split(" ");
  return (
    /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(text) ||
    /^rate\([1-9]\d* (minute|hour|day)s?\)$/.test(text) ||
    (parts.length === cronFields.length &&
      cronFields.every((field, index) => field.test(parts[index] ?? "")) &&
      // A day is given by its date or by its weekday, never by both.
      [parts[2], parts[4]].filter((day) => day === "?").length === 1)
  );
}

/** Whether AWS knows a time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function check(inputs: JsonObject): Problem[] {
  const problems: Problem[] = [];
  const schedule = textAt(inputs, "schedule") ?? "";
  const offset = numberAt(inputs, "scheduleOffset");
  if (schedule !== unknownValue && offset !== undefined && !schedule.startsWith("cron(")) {
    const reason = "is only for schedules with cron()";
    problems.push({ property: "scheduleOffset", reason });
  }
  return problems;
}

function refuseBad(operation: string, inputs: JsonObject): void {
  const refuse = (text: string) => apiError("SSM", operation, "ValidationException", text);
  const schedule = textAt(inputs, "schedule") ?? "";
  const zone = textAt(inputs, "scheduleTimezone");
  if (!isSchedule(schedule)) {
    throw refuse(`Invalid schedule expression: ${schedule}`);
  }
  if (zone !== undefined && !isTimeZone(zone)) {
    throw refuse(`Invalid time zone: ${zone}`);
  }
  if ((numberAt(inputs, "cutoff") ?? 0) >= (numberAt(inputs, "duration") ?? 0)) {
    throw refuse("Cutoff must be less than the duration of the maintenance window");
  }
}

/** The targets or tasks of a window. */
function ofWindow(scene: Scene, window: string): WorldObject[] {
  return [...here(scene, kinds.windowTarget), ...here(scene, kinds.windowTask)].filter(
    ({ properties }) => properties["windowId"] === window,
  );
}

/** A maintenance window. Two may have one name; its targets and tasks go with it. */
export const maintenanceWindow: ResourceBehaviour = {
  check,
  create: (scene, inputs) => {
    refuseBad("CreateMaintenanceWindow", inputs);
    return { id: freshId(scene, "mw"), outputs: common(scene, inputs) };
  },
  update: (scene, _old, inputs) => {
    refuseBad("UpdateMaintenanceWindow", inputs);
    return { outputs: common(scene, inputs) };
  },
  remove: (scene, { id }) => {
    for (const member of ofWindow(scene, id)) {
      scene.world.drop(member);
    }
    return undefined;
  },
};

/** A window that an operation names; SSM knows no other. */
export function windowFor(scene: Scene, operation: string, inputs: JsonObject): WorldObject {
  const id = textAt(inputs, "windowId") ?? "";
  const window = one(scene, kinds.window, id);
  if (window === undefined) {
    const text = `Maintenance window ${id} does not exist`;
    throw apiError("SSM", operation, "DoesNotExistException", text);
  }
  return window;
}
