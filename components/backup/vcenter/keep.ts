import * as z from "zod/mini";
import { Refused, RemoteFailure } from "../../remote/failure.js";
import type { Appliance } from "./appliance.js";
import type { VcenterDocument } from "./document.js";

const path = "/api/appliance/recovery/backup/schedules";

const schedule = z.looseObject({
  location: z.string(),
  enable: z.boolean(),
  recurrence_info: z.optional(z.looseObject({ minute: z.int(), hour: z.int() })),
});

/** The schedules of a vCenter, by name. */
export const schedules = z.record(z.string(), schedule);

const nothing = z.unknown();

/** What a vCenter offers to back up besides what it always does. */
const parts = z.array(z.looseObject({ id: z.string() }));

/** Keeps the schedule of a vCenter's backups. Another one is a stranger's, and left alone. */
export async function keepSchedule(
  appliance: Appliance,
  document: VcenterDocument,
): Promise<string> {
  const { schedule: name, spec } = document;
  await checkClock(appliance, document);
  const there = await appliance.ask({ method: "GET", path }, schedules);
  const strangers = Object.keys(there).filter((one) => one !== name);
  if (strangers.length > 0) {
    throw new RemoteFailure(
      `The vCenter has a schedule ${strangers.join(", ")} for its backups, and room for one. Remove it.`,
    );
  }
  const offered = await appliance.ask(
    { method: "GET", path: "/api/appliance/recovery/backup/parts" },
    parts,
  );
  const body = { ...spec, parts: offered.map(({ id }) => id), enable: true };
  if (there[name] === undefined) {
    await make(appliance, name, body);
  }
  // Passwords are never told, so that they are said anew each time.
  await appliance.ask({ method: "PATCH", path: `${path}/${name}`, body }, nothing);
  const kept = (await appliance.ask({ method: "GET", path }, schedules))[name];
  if (kept?.enable !== true || kept.location !== spec.location) {
    throw new RemoteFailure(`The vCenter did not keep the schedule ${name} as declared.`);
  }
  return name;
}

/** A schedule that was made and never answered for is there. */
async function make(appliance: Appliance, name: string, spec: unknown): Promise<void> {
  const request = { method: "POST", path, body: { schedule: name, spec } } as const;
  try {
    await appliance.ask({ ...request, repeatable: false }, nothing);
  } catch (failure) {
    const there = await appliance.ask({ method: "GET", path }, schedules);
    if (there[name] === undefined) {
      throw failure;
    }
  }
}

/** Removes the schedule; the files that it wrote stay. */
export async function releaseSchedule(
  appliance: Appliance,
  { schedule: name }: VcenterDocument,
): Promise<void> {
  try {
    await appliance.ask({ method: "DELETE", path: `${path}/${name}` }, nothing);
  } catch (failure) {
    if (!(failure instanceof Refused && failure.status === 404)) {
      throw failure;
    }
  }
}

async function checkClock(appliance: Appliance, { server }: VcenterDocument): Promise<void> {
  const request = { method: "GET", path: "/api/appliance/system/time/timezone" } as const;
  const zone = await appliance.ask(request, z.string());
  if (zone !== server.timeZone) {
    throw new RemoteFailure(
      `The clock of the vCenter hangs in ${zone}, and the catalog says ${server.timeZone}.`,
    );
  }
}
