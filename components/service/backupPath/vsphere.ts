import { isDeepStrictEqual } from "node:util";
import type { BackedUpPlatform } from "../backup/backupServer.js";
import { keepBackupJobs, releaseBackupJobs } from "../backup/backupServerCommands.js";
import { hardwareToldBy } from "../blastRadius/physical.js";
import type { PatchGraph } from "../patchPath/graph.js";
import { hypervMachineTold } from "../patchPath/hyperv.js";
import type { PatchNode } from "../patchPath/node.js";
import { record, recordAt, records, text, toldIn, type Values } from "../patchPath/values.js";
import { guestinfoKeys, tagKeys } from "../tags.js";
import {
  type BackupEdge,
  type BackupFacts,
  type BackupPath,
  type MissingBackupEdge,
  unless,
} from "./node.js";

const command = "command:local:Command";

/**
 * From a machine in vCenter to the repositories of its backups: its class, the jobs of the class
 * with the machine as a member, and what the jobs are told of server, schedule, retention,
 * repositories, encryption and copies.
 */
export function vsphereBackupPath(
  graph: PatchGraph,
  server: PatchNode,
  facts: BackupFacts,
): Omit<BackupPath, "server"> {
  const backupClass = recordAt(server.inputs, "extraConfig")[guestinfoKeys.backupClass];
  const machine = { server, name: server.inputs["name"], platform: "vsphere" } as const;
  return jobsPath(graph, { ...machine, backupClass: text(backupClass) }, facts);
}

/** The same from a machine of Hyper-V, whose notes name its class. */
export function hypervBackupPath(
  graph: PatchGraph,
  server: PatchNode,
  facts: BackupFacts,
): Omit<BackupPath, "server"> {
  const { name, tags } = hypervMachineTold(server) ?? {};
  const backupClass = text(record(tags)[tagKeys.backupClass]);
  return jobsPath(graph, { server, name, platform: "hyperv", backupClass }, facts);
}

/** The same from hardware, of which a command is told. */
export function physicalBackupPath(
  graph: PatchGraph,
  server: PatchNode,
  facts: BackupFacts,
): Omit<BackupPath, "server"> {
  const { name, tags, os } = hardwareToldBy(server.inputs) ?? {};
  const platform = os === "windows" ? "physical-windows" : "physical-linux";
  const backupClass = text(record(tags)[tagKeys.backupClass]);
  return jobsPath(graph, { server, name, platform, backupClass }, facts);
}

/** A machine that is to be a member of jobs. */
interface Machine {
  readonly server: PatchNode;
  readonly name: unknown;
  readonly platform: BackedUpPlatform;
  readonly backupClass: string | undefined;
}

function jobsPath(
  graph: PatchGraph,
  machine: Machine,
  { jobsOf }: BackupFacts,
): Omit<BackupPath, "server"> {
  const { backupClass, platform } = machine;
  const demand = backupClass === undefined ? undefined : jobsOf?.(backupClass, platform);
  const jobs = graph
    .all(command)
    .filter((job) => job.inputs["create"] === keepBackupJobs && takes(graph, job, machine));
  const ways = jobs.map((job) => missingOf(job, demand));
  // One whole way is enough; of several broken ones the least broken is told.
  const best = ways.toSorted((a, b) => a.length - b.length)[0];
  return {
    vaults: jobs,
    missing: [
      ...unless(backupClass !== undefined, "tag", "It names no backup class."),
      ...(best ?? unless(false, "selection", "No jobs on a backup server take it.")),
    ],
  };
}

/** What the program is told stands on its first line; undefined while that is not known. */
function toldOf({ inputs }: PatchNode): Values | undefined {
  const stdin = text(inputs["stdin"]);
  return stdin === undefined ? undefined : toldIn(stdin);
}

function takes(graph: PatchGraph, job: PatchNode, { server, name: own }: Machine): boolean {
  const told = toldOf(job);
  const isUsed = graph.used(job, "stdin", server.type).includes(server);
  if (told === undefined) {
    return isUsed && job.inputs["stdin"] !== undefined;
  }
  const isTold = records(told["machines"]).some(
    ({ name, objectId }) => name === own && text(objectId) !== "",
  );
  return isTold && (job.uses === undefined || isUsed);
}

function missingOf(job: PatchNode, demand: Values | undefined): readonly MissingBackupEdge[] {
  const told = toldOf(job);
  const ends = unless(
    job.inputs["delete"] === releaseBackupJobs,
    "plan",
    `${job.name} leaves its jobs behind when it goes.`,
  );
  if (told === undefined || demand === undefined) {
    return ends;
  }
  const differs = (edge: BackupEdge, what: string, ...path: readonly string[]) =>
    unless(
      isDeepStrictEqual(at(told, path), at(demand, path)),
      edge,
      `${job.name} has another ${what}.`,
    );
  return [
    ...ends,
    ...differs("plan", "class", "key"),
    ...differs("plan", "backup server", "server", "address"),
    ...differs("plan", "platform", "platform"),
    ...differs("schedule", "clock", "server", "timeZone"),
    ...differs("schedule", "schedule", "backup", "body", "schedule"),
    ...differs("schedule", "retention", "backup", "body", "storage"),
    ...differs("vault", "repository", "backup", "repository"),
    ...differs("key", "encryption", "encryptionPassword"),
    ...records(demand["copies"]).flatMap((copy) => {
      const made = records(told["copies"]).find(({ place }) => place === copy["place"]);
      const isMade = isDeepStrictEqual(made, copy);
      return unless(isMade, "copy", `${job.name} makes no such copies at ${text(copy["place"])}.`);
    }),
    ...unless(
      Number(told["immutableDays"] ?? 0) >= Number(demand["immutableDays"] ?? 0),
      "lock",
      `${job.name} lets backups be deleted early.`,
    ),
  ];
}

function at(value: Values, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => record(inner)[key], value);
}
