import type { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import { numberIn, record, records, text, texts, type Values } from "../patchPath/values.js";
import { tagKeys } from "../tags.js";
import { mayMake } from "./awsRole.js";
import { vaultMissing } from "./awsVault.js";
import { keptDays } from "./kept.js";
import {
  type BackupDemand,
  type BackupFacts,
  type BackupPath,
  type DemandedRule,
  type MissingBackupEdge,
  unless,
} from "./node.js";

const tokens = {
  selection: "aws:backup/selection:Selection",
  plan: "aws:backup/plan:Plan",
  vault: "aws:backup/vault:Vault",
  settings: "aws:backup/regionSettings:RegionSettings",
} as const;

const classKey = `aws:ResourceTag/${tagKeys.backupClass}`;
const ownerKey = `aws:ResourceTag/${tagKeys.owner}`;

/**
 * From an EC2 instance to the vaults of its backups: tags, the opt-in of its region, a selection
 * with a role that may, a plan with the rules of its class, and vaults with key, policy and lock.
 */
export function awsBackupPath(
  graph: PatchGraph,
  server: PatchNode,
  facts: BackupFacts,
): Omit<BackupPath, "server"> {
  const tags = record(server.inputs["tags"]);
  const backupClass = text(tags[tagKeys.backupClass]);
  const demand = backupClass === undefined ? undefined : facts.demandOf?.(backupClass);
  const selections = selectionsOf(graph, server, tags, backupClass);
  const ways = selections.map((selection) => wayOf(graph, selection, demand));
  // One whole way is enough; of several broken ones the least broken is told.
  const best = ways.toSorted((a, b) => a.missing.length - b.missing.length)[0];
  return {
    vaults: best?.vaults ?? [],
    missing: [
      ...[tagKeys.backupClass, tagKeys.owner].flatMap((key) =>
        unless(text(tags[key]) !== undefined, "tag", `It carries no tag ${key}.`),
      ),
      ...unless(isOptedIn(graph, server), "opt-in", "Its region does not opt EC2 and EBS in."),
      ...(best?.missing ??
        unless(
          false,
          "selection",
          "No selection of a backup plan takes it by its class and its owner.",
        )),
    ],
  };
}

function isOptedIn(graph: PatchGraph, server: PatchNode): boolean {
  const place = graph.placeOf(server);
  return graph
    .all(tokens.settings)
    .filter((settings) => graph.placeOf(settings) === place)
    .some(({ inputs }) => {
      const preference = record(inputs["resourceTypeOptInPreference"]);
      return preference["EC2"] === true && preference["EBS"] === true;
    });
}

function selectionsOf(
  graph: PatchGraph,
  server: PatchNode,
  tags: Values,
  backupClass: string | undefined,
): readonly PatchNode[] {
  const place = graph.placeOf(server);
  return graph
    .having(tokens.selection, "class", classesOf, backupClass ?? "")
    .filter(
      (selection) => graph.placeOf(selection) === place && takes(selection.inputs, server, tags),
    );
}

/** The classes that a selection takes by its conditions. */
function classesOf({ inputs }: PatchNode): readonly string[] {
  const wanted = equalsOf(inputs).filter(({ key }) => key === classKey);
  return wanted.flatMap(({ value }) => text(value) ?? []);
}

function equalsOf(inputs: Values): readonly Values[] {
  return records(inputs["conditions"]).flatMap(({ stringEquals }) => records(stringEquals));
}

/**
 * Only what is plainly selected is: other conditions prove nothing. One that does not ask for the
 * owner would put the servers of others into the vault as well.
 */
function takes(inputs: Values, server: PatchNode, tags: Values): boolean {
  const others = records(inputs["conditions"]).some((condition) =>
    ["stringLikes", "stringNotEquals", "stringNotLikes"].some(
      (kind) => records(condition[kind]).length > 0,
    ),
  );
  const byTag = records(inputs["selectionTags"]);
  const narrowing = ["conditions", "notResources", "selectionTags"];
  return (
    !others &&
    narrowing.every((property) => isKnownList(inputs[property])) &&
    texts(inputs["notResources"]).length === 0 &&
    texts(inputs["resources"]).some((arn) => isInstance(arn, server)) &&
    equalsOf(inputs).some(({ key }) => key === ownerKey) &&
    equalsOf(inputs).every(({ key, value }) => tagOf(tags, key) === value) &&
    (byTag.length === 0 || byTag.some(({ key, value }) => tagOf(tags, key) === value))
  );
}

/** What a preview cannot know yet may leave the server out. */
function isKnownList(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isKnown));
}

/** Whether no part of the value is left to the update. */
export function isKnown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).every(isKnown)
    : typeof value !== "symbol";
}

function isInstance(arn: string, { id }: PatchNode): boolean {
  return (
    arn === "*" ||
    /^arn:aws:ec2:[^:]*:[^:]*:instance\/\*$/.test(arn) ||
    (id !== undefined && arn.endsWith(`:instance/${id}`))
  );
}

/** What a tag says that a condition asks for. */
export function tagOf(tags: Values, key: unknown): unknown {
  return tags[(text(key) ?? "").replace(/^aws:ResourceTag\//, "")];
}

function wayOf(
  graph: PatchGraph,
  selection: PatchNode,
  demand: BackupDemand | undefined,
): Omit<BackupPath, "server"> {
  const plan = graph.behind(selection, "planId", tokens.plan);
  const mayIt = mayMake("backups", graph, selection);
  const role = unless(mayIt, "role", `${selection.name} works as a role that may not back up.`);
  if (plan === undefined) {
    const missing = unless(false, "plan", `${selection.name} belongs to no plan.`);
    return { vaults: [], missing: [...role, ...missing] };
  }
  const rules = records(plan.inputs["rules"]);
  const names = [...new Set(rules.map((rule) => text(rule["targetVaultName"]) ?? ""))];
  const place = graph.placeOf(plan);
  const nameOf = ({ inputs }: PatchNode) => [text(inputs["name"]) ?? ""];
  const named = (name: string) =>
    graph
      .having(tokens.vault, "vault name", nameOf, name)
      .find((vault) => graph.placeOf(vault) === place);
  const vaults = names.map((name) =>
    name === "" ? graph.used(plan, "rules", tokens.vault)[0] : named(name),
  );
  return {
    vaults: vaults.filter((vault) => vault !== undefined),
    missing: [
      ...role,
      ...unless(rules.length > 0, "schedule", `${plan.name} has no rules.`),
      ...unless(
        demand === undefined || names.every((name) => name === "" || name === demand.vault),
        "vault",
        `${plan.name} backs up to another vault than that of its class.`,
      ),
      ...unless(
        demand?.holdsPrograms !== true || holdsPrograms(plan),
        "plan",
        `${plan.name} holds no programs of Windows while a backup begins.`,
      ),
      ...(demand?.rules ?? []).flatMap((wanted) => ruleMissing(plan.name, rules, wanted)),
      ...vaults.flatMap((vault) =>
        vault === undefined
          ? unless(false, "vault", `${plan.name} backs up to a vault that is not there.`)
          : vaultMissing(graph, vault, demand?.lock, rules),
      ),
    ],
  };
}

/** Whether programs of Windows are held while a backup of the plan begins. */
function holdsPrograms({ inputs }: PatchNode): boolean {
  return records(inputs["advancedBackupSettings"]).some(
    ({ resourceType, backupOptions }) =>
      resourceType === "EC2" && record(backupOptions)["WindowsVSS"] === "enabled",
  );
}

/** What of a demanded rule no rule of the plan has. */
function ruleMissing(
  plan: string,
  rules: readonly Values[],
  wanted: DemandedRule,
): readonly MissingBackupEdge[] {
  const rule = rules.find(
    (one) =>
      one["schedule"] === wanted.schedule &&
      (one["scheduleExpressionTimezone"] ?? "UTC") === wanted.scheduleExpressionTimezone &&
      numberIn(one["startWindow"], defaultStart) <= wanted.startWindow &&
      numberIn(one["completionWindow"], defaultEnd) === wanted.completionWindow &&
      keptDays(one) >= wanted.deleteAfter,
  );
  if (rule === undefined) {
    const what = `runs ${wanted.schedule} ${wanted.scheduleExpressionTimezone} within ${wanted.startWindow} min, ends after ${wanted.completionWindow} min and keeps it ${wanted.deleteAfter} days`;
    return unless(false, "schedule", `No rule of ${plan} ${what}.`);
  }
  return wanted.copies.flatMap(({ vault, deleteAfter }) => {
    const isMade = records(rule["copyActions"]).some(
      (copy) => copy["destinationVaultArn"] === vault && keptDays(copy) >= deleteAfter,
    );
    return unless(isMade, "copy", `${plan} copies nothing to ${vault} for ${deleteAfter} days.`);
  });
}

/** Minutes within which AWS Backup begins a backup when its rule does not say so. */
const defaultStart = 480;

/** Minutes after which AWS Backup ends a backup when its rule does not say so: a week. */
const defaultEnd = 10_080;
