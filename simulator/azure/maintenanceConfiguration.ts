import windowsZones from "cldr-core/supplemental/windowsZones.json";
import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, objectAt, textAt, textsAt } from "../core/json.js";
import type { Refusal } from "../core/refusal.js";
import { apiError } from "./apiError.js";
import { birth, refuseMove } from "./common.js";

const zones: ReadonlySet<string> = new Set(
  windowsZones.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone._other),
);

const day = "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const date = "day([1-9]|[12]\\d|3[01])";
const recurrences = [
  /^\d*Days?$/,
  new RegExp(`^\\d*Weeks?( ${day}(,${day})*)?$`),
  new RegExp(
    `^\\d*Months? (${date}(,${date})*|(First|Second|Third|Fourth|Last) ${day}( Offset-?[0-6])?)$`,
  ),
];

const moment = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/;

const invalid = (text: string): Refusal =>
  apiError(400, "InvalidMaintenanceWindow", `Invalid maintenance window. Error: ${text}`);

/** Guests are patched for an hour and a half at least, and Azure keeps five minutes of four hours. */
function refuseDuration(duration: string): void {
  if (!/^0[1-3]:[0-5]\d$/.test(duration) || duration < "01:30" || duration > "03:55") {
    throw invalid(`Duration ${duration} must be between 01:30 and 03:55 for InGuestPatch.`);
  }
}

function refuseDates(scene: Scene, inputs: JsonObject): void {
  const start = textAt(inputs, "startDateTime") ?? "";
  const end = textAt(inputs, "expirationDateTime") ?? "9999-12-31 23:59";
  if (!moment.test(start) || !moment.test(end)) {
    throw invalid(`StartDateTime ${start} and ExpirationDateTime ${end} must be dates.`);
  }
  const now = scene.world.now().slice(0, 16).replace("T", " ");
  if (start.slice(0, 10) < now.slice(0, 10)) {
    throw invalid(`StartDateTime ${start} must be the current date or a future date.`);
  }
  if (end <= now || end <= start) {
    throw invalid(`ExpirationDateTime ${end} must be in the future and after the start.`);
  }
}

function refuseTimes(scene: Scene, inputs: JsonObject): void {
  const zone = textAt(inputs, "timeZone") ?? "";
  const every = textAt(inputs, "recurEvery") ?? "";
  refuseDuration(textAt(inputs, "duration") ?? "");
  refuseDates(scene, inputs);
  if (!zones.has(zone)) {
    throw invalid(`Time zone ${zone} is not a time zone of Windows.`);
  }
  if (!recurrences.some((form) => form.test(every))) {
    throw invalid(`RecurEvery ${every} is not a recurrence.`);
  }
}

const classes = {
  linuxParameters: ["Critical", "Security", "Other"],
  windowsParameters: [
    ...["Critical", "Security", "UpdateRollup", "FeaturePack"],
    ...["ServicePack", "Definition", "Tools", "Updates"],
  ],
};

function refusePatches(inputs: JsonObject): void {
  const patches = objectAt(inputs, "installPatches");
  for (const [parameters, known] of Object.entries(classes)) {
    const wanted = textsAt(objectAt(patches, parameters), "classificationsToInclude");
    const strange = wanted.find((one) => !known.includes(one));
    if (strange !== undefined) {
      throw apiError(400, "InvalidParameter", `${strange} is no classification of ${parameters}.`);
    }
  }
}

function refuseBad(scene: Scene, inputs: JsonObject): void {
  if (textAt(inputs, "maintenanceScope") !== "InGuestPatch") {
    return;
  }
  const mode = textAt(objectAt(inputs, "extensionProperties"), "InGuestPatchMode");
  if (mode !== "User" && mode !== "Platform") {
    const text = "Extension properties must contain Patch mode: InGuestPatchMode User or Platform.";
    throw apiError(400, "InvalidExtensionProperties", text);
  }
  refusePatches(inputs);
  refuseTimes(scene, inputs);
}

/** A maintenance configuration; what patches guests is held to Azure's limits. */
export const maintenanceConfiguration: ResourceBehaviour = {
  create: (scene, inputs) => {
    const { id, outputs } = birth(scene, inputs, "maintenanceConfiguration", "resourceName");
    refuseBad(scene, inputs);
    return { id, outputs };
  },
  update: (scene, old, inputs) => {
    refuseMove(old, inputs);
    refuseBad(scene, inputs);
    return { outputs: {} };
  },
};
