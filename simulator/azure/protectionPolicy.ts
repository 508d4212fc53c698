import windowsZones from "cldr-core/supplemental/windowsZones.json";
import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, numberAt, objectAt, textAt, textsAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one, refuseExisting } from "./common.js";
import { isImmutable, itemsOf, vaultOf } from "./recoveryVault.js";

const zones: ReadonlySet<string> = new Set(
  windowsZones.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone._other),
);

const invalid = (text: string) => apiError(400, "BMSUserErrorInvalidPolicyInput", text);

const steps = ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"];
const daysOf: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 30, Years: 365 };

/** Days for which each step of a policy keeps backups. */
function keptDays(policy: JsonObject): readonly number[] {
  const retention = objectAt(objectAt(policy, "properties"), "retentionPolicy");
  return steps.map((step) => {
    const duration = objectAt(objectAt(retention, step), "retentionDuration");
    const unit = daysOf[textAt(duration, "durationType") ?? ""] ?? 0;
    return unit * (numberAt(duration, "count") ?? 0);
  });
}

/** Whether a policy keeps anything for less time than another one. */
export function keepsLess(one: JsonObject, other: JsonObject): boolean {
  const before = keptDays(other);
  return keptDays(one).some((days, index) => days < (before[index] ?? 0));
}

function timesOf(policy: JsonObject): readonly string[] {
  const schedule = objectAt(objectAt(policy, "properties"), "schedulePolicy");
  return textsAt(objectAt(schedule, "dailySchedule"), "scheduleRunTimes");
}

function refuseBad(inputs: JsonObject): void {
  const properties = objectAt(inputs, "properties");
  const times = timesOf(inputs);
  if (times.length !== 1 || times.some((time) => !/T\d\d:(00|30):00Z$/.test(time))) {
    throw invalid(`Schedule run times must be one full or half hour: ${times.join(", ")}`);
  }
  if (!zones.has(textAt(properties, "timeZone") ?? "")) {
    throw invalid(`Time zone ${textAt(properties, "timeZone")} is not a time zone of Windows.`);
  }
  const retention = objectAt(properties, "retentionPolicy");
  for (const step of steps) {
    const own = textsAt(objectAt(retention, step), "retentionTimes");
    if (retention[step] !== undefined && own.join() !== times.join()) {
      throw invalid(`Retention times of ${step} must be those of the schedule.`);
    }
  }
  const [days = 0] = keptDays(inputs);
  if (days < 7 || days > 9999) {
    throw invalid(`Daily retention must be between 7 and 9999 days, and is ${days}.`);
  }
}

/** The resource id of the policy that a request names. */
function policyId(scene: Scene, inputs: JsonObject): string {
  return `${vaultOf(scene, inputs).id}/backupPolicies/${textAt(inputs, "policyName") ?? ""}`;
}

/** When machines are backed up and how long that is kept; in an immutable vault never shorter. */
export const protectionPolicy: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = policyId(scene, inputs);
    refuseExisting(scene, kinds.protectionPolicy, id);
    refuseBad(inputs);
    const type = "Microsoft.RecoveryServices/vaults/backupPolicies";
    return { id, outputs: common(scene, type, textAt(inputs, "policyName") ?? "") };
  },
  update: (scene, old, inputs) => {
    refuseBad(inputs);
    if (isImmutable(vaultOf(scene, inputs)) && keepsLess(inputs, old.properties)) {
      const text = "Retention of a policy cannot be reduced in an immutable vault.";
      throw apiError(400, "UserErrorOperationNotAllowedOnImmutableVault", text);
    }
    return { outputs: {} };
  },
  remove: (scene, old) => {
    const isUsed = itemsOf(scene, vaultOf(scene, old.properties)).some(
      ({ properties }) => textAt(objectAt(properties, "properties"), "policyId") === old.id,
    );
    if (isUsed) {
      const text = "Policy cannot be deleted as it is associated with protected items.";
      throw apiError(400, "BMSUserErrorPolicyInUse", text);
    }
    return undefined;
  },
};

/** Gets a policy by its vault and its name. */
export const getProtectionPolicy: FunctionBehaviour = (scene, args) => {
  const found = one(scene, kinds.protectionPolicy, policyId(scene, args));
  if (found === undefined) {
    const text = `Backup policy '${textAt(args, "policyName")}' was not found.`;
    throw apiError(404, "BMSUserErrorPolicyNotFound", text);
  }
  return { ...found.properties, id: found.id };
};

/** The policy with a resource id, whatever its letters. */
export function policyWith(scene: Scene, id: string) {
  return here(scene, kinds.protectionPolicy).find(
    (policy) => policy.id.toLowerCase() === id.toLowerCase(),
  );
}
