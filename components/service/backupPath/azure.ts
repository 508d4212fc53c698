import type { LockPhase } from "../backup/backupClass.js";
import { azureName } from "../backup/dataArea.js";
import type { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import { record, recordAt, text, texts, type Values } from "../patchPath/values.js";
import { tagKeys } from "../tags.js";
import {
  type AzureDemand,
  type BackupFacts,
  type BackupPath,
  type MissingBackupEdge,
  unless,
} from "./node.js";

const tokens = {
  item: "azure-native:recoveryservices:ProtectedItem",
  policy: "azure-native:recoveryservices:ProtectionPolicy",
  vault: "azure-native:recoveryservices:Vault",
} as const;

/**
 * From a virtual machine to the vault of its backups: its tag, the protected item that names it, the
 * policy of its class, and a vault in its location that keeps and copies what it has.
 */
export function azureBackupPath(
  graph: PatchGraph,
  server: PatchNode,
  facts: BackupFacts,
): Omit<BackupPath, "server"> {
  const tags = record(server.inputs["tags"]);
  const backupClass = text(tags[tagKeys.backupClass]);
  const demand = backupClass === undefined ? undefined : facts.azureDemandOf?.(backupClass);
  const item = itemOf(graph, server);
  const policy = item && policyOf(graph, item);
  const vault = item && vaultOf(graph, item);
  return {
    vaults: vault === undefined ? [] : [vault],
    missing: [
      ...unless(backupClass !== undefined, "tag", `It carries no tag ${tagKeys.backupClass}.`),
      ...(item === undefined
        ? unless(false, "selection", "No vault protects it.")
        : [
            ...unless(
              record(server.inputs["osProfile"])["allowExtensionOperations"] !== false,
              "role",
              "It admits no extensions, and Azure Backup works through one.",
            ),
            ...itemMissing(item),
            ...(policy === undefined
              ? unless(false, "plan", `${item.name} has no policy in its vault.`)
              : policyMissing(policy, backupClass, demand)),
            ...(vault === undefined
              ? unless(false, "vault", `${item.name} lies in no vault.`)
              : vaultMissing(vault, server, demand?.lock ?? "planned")),
          ]),
    ],
  };
}

function itemOf(graph: PatchGraph, server: PatchNode): PatchNode | undefined {
  const place = graph.placeOf(server);
  return graph
    .all(tokens.item)
    .filter((item) => graph.placeOf(item) === place)
    .find((item) =>
      graph.leads(
        item,
        "properties",
        [record(item.inputs["properties"])["sourceResourceId"]],
        server,
      ),
    );
}

function itemMissing({ name, inputs }: PatchNode): readonly MissingBackupEdge[] {
  const properties = record(inputs["properties"]);
  const state = properties["protectionState"];
  return [
    ...unless(
      state === undefined || state === "Protected",
      "selection",
      `${name} makes no further backups.`,
    ),
    ...unless(
      properties["isScheduledForDeferredDelete"] !== true,
      "selection",
      `${name} is deleted, and what it kept ends soon.`,
    ),
    ...unless(
      Object.keys(recordAt(properties, "extendedProperties", "diskExclusionProperties")).length ===
        0,
      "selection",
      `${name} leaves disks out.`,
    ),
  ];
}

function vaultOf(graph: PatchGraph, item: PatchNode): PatchNode | undefined {
  const name = text(item.inputs["vaultName"]);
  const place = graph.placeOf(item);
  return name === undefined
    ? undefined
    : graph
        .all(tokens.vault)
        .filter((vault) => graph.placeOf(vault) === place)
        .find(({ inputs }) => text(inputs["vaultName"])?.toLowerCase() === name.toLowerCase());
}

/** The policy of an item, by its resource id or, as far as that is not told, by dependency. */
function policyOf(graph: PatchGraph, item: PatchNode): PatchNode | undefined {
  const { vaultName, properties } = item.inputs;
  const id = record(properties)["policyId"];
  const place = graph.placeOf(item);
  return graph
    .all(tokens.policy)
    .filter((policy) => graph.placeOf(policy) === place)
    .filter((policy) => policy.inputs["vaultName"] === vaultName)
    .find((policy) => graph.leads(item, "properties", [id], policy));
}

function policyMissing(
  { name, inputs }: PatchNode,
  backupClass: string | undefined,
  demand: AzureDemand | undefined,
): readonly MissingBackupEdge[] {
  const properties = record(inputs["properties"]);
  const schedule = record(properties["schedulePolicy"]);
  const times = texts(recordAt(schedule, "dailySchedule")["scheduleRunTimes"]);
  return [
    ...unless(
      inputs["policyName"] === backupClass,
      "plan",
      `${name} is not the policy of its class.`,
    ),
    // Machines with Trusted Launch are taken by enhanced policies only.
    ...unless(properties["policyType"] === "V2", "plan", `${name} is no enhanced policy.`),
    ...unless(
      schedule["scheduleRunFrequency"] === "Daily" &&
        times.length === 1 &&
        (demand === undefined ||
          (times[0]?.slice(10) === demand.time.slice(10) &&
            properties["timeZone"] === demand.timeZone)),
      "schedule",
      `${name} does not run at the time of its class.`,
    ),
    ...unless(
      demand === undefined ||
        demand.isCrashConsistent ||
        properties["snapshotConsistencyType"] !== "OnlyCrashConsistent",
      "plan",
      `${name} has programs go on while a backup begins.`,
    ),
    ...unless(
      demand === undefined || keepsAll(record(properties["retentionPolicy"]), demand.retention),
      "schedule",
      `${name} keeps less than its class.`,
    ),
  ];
}

const steps = ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"] as const;

/** Whether every step of a retention is kept for as long, at the time at which backups are made. */
function keepsAll(kept: Values, wanted: Values): boolean {
  return steps.every((step) => {
    const [is, asked] = [record(kept[step]), record(wanted[step])];
    const [one, other] = [record(is["retentionDuration"]), record(asked["retentionDuration"])];
    return (
      wanted[step] === undefined ||
      (one["durationType"] === other["durationType"] &&
        Number(one["count"]) >= Number(other["count"]) &&
        sameTimes(is["retentionTimes"], asked["retentionTimes"]))
    );
  });
}

function sameTimes(one: unknown, other: unknown): boolean {
  const [of, and] = [texts(one), texts(other)].map((times) => times.map((at) => at.slice(10)));
  return of?.join() === and?.join();
}

/** Azure reads locations in any case, with or without spaces. */
function placed(location: unknown): string | undefined {
  const name = text(location);
  return name === undefined ? undefined : azureName(name);
}

function vaultMissing(
  { name, inputs }: PatchNode,
  server: PatchNode,
  lock: LockPhase,
): readonly MissingBackupEdge[] {
  const properties = record(inputs["properties"]);
  const redundancy = record(properties["redundancySettings"]);
  const security = record(properties["securitySettings"]);
  const state = record(security["immutabilitySettings"])["state"];
  const softDelete = record(security["softDeleteSettings"])["softDeleteState"];
  return [
    ...unless(
      placed(inputs["location"]) === placed(server.inputs["location"]),
      "vault",
      `${name} lies in another location, and Azure takes no machine from there.`,
    ),
    ...unless(
      (redundancy["standardTierStorageRedundancy"] ?? "GeoRedundant") === "GeoRedundant" &&
        redundancy["crossRegionRestore"] === "Enabled",
      "copy",
      `${name} has no copy in another location from which it can be restored.`,
    ),
    ...unless(
      state === "Locked" || state === "Unlocked",
      "policy",
      `${name} lets backups be deleted early.`,
    ),
    ...unless(
      softDelete === undefined || softDelete === "Enabled" || softDelete === "AlwaysON",
      "policy",
      `${name} keeps nothing that is deleted.`,
    ),
    ...unless(lock !== "locked" || state === "Locked", "lock", `${name} is not locked.`),
  ];
}
