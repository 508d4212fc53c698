import { isWorse } from "../../components/service/blastRadius/level.js";
import {
  customerTasks,
  downtime,
  interruptionOf,
  levelOf,
  reasonText,
  type ServerChange,
} from "../../components/service/blastRadius/report.js";
import { blastRadiusOfStep, diskOfResource } from "../../components/service/blastRadius/steps.js";
import { describeOpening, nextOpening } from "../../components/service/interruption.js";
import type { Estate, ResolvedServer } from "../../stacks/schema/model.js";
import type { Places } from "../../stacks/schema/places.js";
import type { ServerReport } from "../report/model.js";
import { describeBackup } from "./backup.js";
import { movesOf } from "./moves.js";
import { nameOf, type Step } from "./observe.js";

/** Token of the component that is a server. */
const serverToken = "comanaged:server:Server";

/** Gives the server that a resource belongs to; undefined for everything else. */
export type ServerOf = (urn: string) => string | undefined;

/** Finds the servers of resources by their parents. */
export function serversOf(steps: readonly Step[]): ServerOf {
  const byUrn = new Map(steps.map((step) => [step.urn, step]));
  return (urn) => {
    let step = byUrn.get(urn);
    while (step !== undefined && step.type !== serverToken) {
      step = byUrn.get(step.new?.parent ?? step.old?.parent ?? "");
    }
    return step === undefined ? undefined : nameOf(step.urn);
  };
}

/** Everything that is known of the changes of an estate's servers. */
export interface KnownChanges {
  readonly estate: Estate;
  readonly places: Places;
  readonly steps: readonly Step[];
  readonly serverOf: ServerOf;
  /** What the program found out about updates. */
  readonly updates: readonly ServerChange[];
}

/** What becomes of each server that changes: in the order of the file, removed ones at the end. */
export function serverReports(all: KnownChanges): ServerReport[] {
  const { estate, steps, serverOf } = all;
  const known = { ...all, stepsOf: grouped(steps, serverOf) };
  const components = new Map(
    steps.filter(({ type }) => type === serverToken).map((step) => [nameOf(step.urn), step.op]),
  );
  const inFile = new Set(estate.servers.map(({ name }) => name));
  const gone = [...components].flatMap(([name, op]) =>
    op === "delete" && !inFile.has(name) ? [name] : [],
  );
  return [
    ...estate.servers.flatMap((server) =>
      components.get(server.name) === "create" ? [added(server, known)] : changed(server, known),
    ),
    ...gone.sort().map((name) => removed(name, known)),
  ];
}

interface Grouped extends KnownChanges {
  readonly stepsOf: ReadonlyMap<string, readonly Step[]>;
}

/** The steps of what belongs to each server. */
function grouped(steps: readonly Step[], serverOf: ServerOf): Grouped["stepsOf"] {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const server = step.type === serverToken ? undefined : serverOf(step.urn);
    if (server !== undefined) {
      found.set(server, [...(found.get(server) ?? []), step]);
    }
  }
  return found;
}

function added(server: ResolvedServer, { estate, places }: Grouped): ServerReport {
  return {
    ...{ name: server.name, change: "added", level: "none", reasons: [], moves: [] },
    nextWindow: openingOf(server, estate),
    customerTasks: [],
    place: places(["servers", server.name]),
  };
}

function changed(server: ResolvedServer, known: Grouped): ServerReport[] {
  const { name } = server;
  const change = changeOf(name, known);
  const moves = movesOf(name, known.steps);
  if (change.parts.length === 0 && moves.length === 0) {
    return [];
  }
  const level = levelOf(change);
  const next = openingOf(server, known.estate);
  const away = isWorse(level, "online");
  const words = { nextWindow: next, waits: server.interruptions === "window" };
  return [
    {
      ...{ name, change: "changed", level, reasons: reasonsOf(change), moves, nextWindow: next },
      ...(away && {
        downtime: downtime(interruptionOf(change), words),
        backup: backupOf(server, known.estate),
      }),
      customerTasks: customerTasks(change),
      place: known.places(["servers", name]),
    },
  ];
}

function backupOf({ backup, schedule }: ResolvedServer, { asOf }: Estate): string {
  return describeBackup(backup, schedule, asOf);
}

function removed(name: string, known: Grouped): ServerReport {
  const change = changeOf(name, known);
  return {
    ...{ name, change: "removed", level: levelOf(change), reasons: reasonsOf(change) },
    ...{ moves: [], customerTasks: [] },
  };
}

/** The next opening: `Tuesday, 2026-12-15 21:00 to 2026-12-16 01:00 Europe/Berlin`. */
function openingOf({ schedule }: ResolvedServer, { asOf }: Estate): string {
  const opening = nextOpening(schedule, asOf);
  if (opening === undefined) {
    return "not within a year";
  }
  const { timeZone } = schedule.window;
  const weekday = opening.start
    .toZonedDateTimeISO(timeZone)
    .toLocaleString("en-GB", { weekday: "long" });
  return `${weekday}, ${describeOpening(opening, timeZone)}`;
}

function reasonsOf({ parts }: ServerChange): string[] {
  return [...new Set(parts.flatMap(({ reasons }) => reasons.map(reasonText)))].sort();
}

/** What the program saw of a server, and what it could not see: what comes, goes or is replaced. */
function changeOf(server: string, { stepsOf, updates }: Grouped): ServerChange {
  const seen = updates.filter((update) => update.server === server).flatMap(({ parts }) => parts);
  const others = (stepsOf.get(server) ?? []).flatMap((step) => radiusOf(server, step));
  return { server, parts: [...seen, ...others] };
}

function radiusOf(server: string, { op, urn, type, keys, old }: Step) {
  if (op !== "create" && op !== "delete" && op !== "replace") {
    return [];
  }
  const name = nameOf(urn);
  const disk = diskOfResource(server, name);
  const path = disk === undefined ? name.slice(server.length + 1) : `disks.${disk}`;
  const stays = old?.retainOnDelete === true;
  const of = disk === undefined ? {} : { disk };
  return [blastRadiusOfStep({ step: op, type, path, stays, because: keys ?? [], ...of })];
}
