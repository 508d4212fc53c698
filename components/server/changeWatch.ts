import * as pulumi from "@pulumi/pulumi";
import type { Temporal } from "temporal-polyfill";
import { type BlastRadius, blastRadiusOf } from "../service/blastRadius/blastRadius.js";
import { diskChanges } from "../service/blastRadius/diskChanges.js";
import { isWorse } from "../service/blastRadius/level.js";
import { reimages } from "../service/blastRadius/reimages.js";
import { renames } from "../service/blastRadius/renames.js";
import {
  changeLine,
  levelOf,
  reasonText,
  refusedReasons,
  type ServerChange,
} from "../service/blastRadius/report.js";
import { restoredParts } from "../service/blastRadius/restoredParts.js";
import { retirements } from "../service/blastRadius/retirements.js";
import { diskOfResource } from "../service/blastRadius/steps.js";
import { imageChanges } from "../service/imageChanges.js";
import {
  describeOpening,
  type Interruptions,
  isOpen,
  nextOpening,
  openingAfter,
} from "../service/interruption.js";
import type { RegisteredServers } from "../service/register.js";
import { roughStop } from "../service/shutdown.js";
import { type MaintenancePromise, shortNotice } from "../service/time/maintenance.js";
import type { Schedule } from "../service/time/schedule.js";
import { plainInputs } from "./plainInputs.js";
import { restartRadii } from "./restarts.js";
import { guardRetired } from "./retiredGuard.js";

/** A server whose changes are watched. */
export interface WatchedServer {
  readonly name: string;
  /** The group of the estate in whose window it is restarted. */
  readonly group: string;
  readonly schedule: Schedule;
  readonly interruptions: Interruptions;
}

/** The two clocks of a change. */
export interface ChangeClock {
  /** The planning date, `YYYY-MM-DD`: previews announce the next window from it. */
  readonly asOf: string;
  /** The real time, which decides in `up` whether a window is open. */
  readonly now: () => Temporal.Instant;
  /** What previews hold the notice of restarts against. */
  readonly promise: MaintenancePromise;
}

/**
 * Watches what changes do to servers. A preview collects what each one would do, and refuses what
 * the platform never does; `up` refuses a restart of a server whose window is closed.
 *
 * A replacement reaches no hook of the engine: the machine's protection holds it.
 */
export class ChangeWatch {
  private readonly clock: ChangeClock;
  private readonly beforeRefusal: () => void;
  private readonly seen = new Map<WatchedServer, BlastRadius[]>();
  private ends: ReadonlyMap<string, BlastRadius> = new Map();
  private steps: readonly ReadonlyMap<string, BlastRadius>[] = [];

  /** @param beforeRefusal called when a change is about to be refused */
  constructor(clock: ChangeClock, beforeRefusal: () => void = () => undefined) {
    this.clock = clock;
    this.beforeRefusal = beforeRefusal;
  }

  /** Takes the step from one register to the next, which shows what no hook sees. */
  step(before: RegisteredServers, after: RegisteredServers): void {
    this.steps = [diskChanges, reimages, restoredParts, renames, imageChanges].map((of) =>
      of(before, after),
    );
    this.ends = retirements(before, after);
  }

  /**
   * Hooks for the server itself, which is there before any of its resources: `up` refuses a restart
   * while nothing of it has been touched yet. Previews tell of it where it happens. Changes of a
   * retired server are refused in both.
   */
  hooksOfServer(server: WatchedServer): pulumi.ResourceHookBinding {
    const hook = new pulumi.ResourceHook(
      `${server.name}-restarts`,
      async ({ oldInputs, newInputs }) => {
        const [before, after] = [
          await plainInputs(oldInputs ?? {}),
          await plainInputs(newInputs ?? {}),
        ];
        for (const radius of restartRadii(before, after)) {
          refuseUntimely(server, radius, this.clock.now());
        }
      },
    );
    return { beforeUpdate: [guardRetired(server.name), hook] };
  }

  /** Hooks for every resource of a server. */
  hooksFor(server: WatchedServer): pulumi.ResourceHookBinding {
    const parts = this.steps.flatMap((step) => step.get(server.name) ?? []);
    if (!pulumi.runtime.isDryRun()) {
      for (const radius of parts) {
        refuseUntimely(server, radius, this.clock.now());
      }
    }
    // A retirement has a day of its own and waits for no window.
    const end = this.ends.get(server.name);
    parts.push(...(end === undefined ? [] : [end]));
    this.seen.set(server, parts);
    const hook = new pulumi.ResourceHook(
      `${server.name}-changes`,
      async ({ type, name, oldInputs, newInputs, oldOutputs }) => {
        const radius = blastRadiusOf(
          type,
          await plainInputs(oldInputs ?? {}),
          await plainInputs(newInputs ?? {}),
          diskOfResource(server.name, name),
        );
        parts.push(radius);
        const rough = roughStop(type, radius.level, await plainInputs(oldOutputs ?? {}));
        if (refusedReasons(radius).length > 0 || rough !== undefined) {
          this.beforeRefusal();
        }
        refuseImpossible(server, radius);
        refuseRough(server, radius, rough);
        if (!pulumi.runtime.isDryRun()) {
          refuseUntimely(server, radius, this.clock.now());
        }
      },
      { onDryRun: true },
    );
    return { beforeUpdate: [hook] };
  }

  /** What a preview has seen so far, of each server that changes, in the order of the file. */
  changes(): readonly ServerChange[] {
    return this.changing().map(([{ name }, parts]) => ({ server: name, parts }));
  }

  /** Tells what a preview has seen: a line for each server that changes, in the order of the file. */
  async report(): Promise<void> {
    for (const [server, parts] of this.changing()) {
      // The notice of a retirement tells what becomes of the server, and not what becomes of its parts.
      if (!this.ends.has(server.name)) {
        await this.reportOn(server, parts);
      }
    }
  }

  private changing() {
    return [...this.seen].filter(([, parts]) => parts.length > 0);
  }

  private reportOn(server: WatchedServer, parts: readonly BlastRadius[]): Promise<void> {
    const { name, group, schedule, interruptions } = server;
    const { asOf, promise } = this.clock;
    const { timeZone } = schedule.window;
    const opening = nextOpening(schedule, asOf);
    const next = opening && describeOpening(opening, timeZone);
    const change = { server: name, parts };
    const waits = interruptions === "window" && !parts.some((part) => part.isAllowedAnytime);
    const line = changeLine(change, { nextWindow: next ?? "not within a year", waits });
    if (!isWorse(levelOf(change), "online")) {
      return pulumi.log.info(line);
    }
    const restart = waits && opening ? { group, opening, timeZone } : undefined;
    const short = restart && shortNotice(restart, promise, asOf);
    return pulumi.log.warn(short === undefined ? line : `${line} ${short}`);
  }
}

function refuseImpossible({ name }: WatchedServer, radius: BlastRadius): void {
  const refused = refusedReasons(radius);
  if (refused.length > 0) {
    const reasons = refused.map((text) => `  ${text}`);
    throw new Error(
      [
        `servers.${name} cannot be changed like this:`,
        ...reasons,
        "Write what was there before. Less room needs a new disk to which the customer moves the data.",
      ].join("\n"),
    );
  }
}

function refuseRough(
  { name }: WatchedServer,
  { reasons }: BlastRadius,
  rough: string | undefined,
): void {
  if (rough !== undefined) {
    throw new Error(
      `servers.${name} cannot be restarted gently (${reasons.map(reasonText).join("; ")}): ` +
        `${rough}. Have the tools started, or the server shut down, and run "pulumi refresh"; ` +
        "or take the change back.",
    );
  }
}

function refuseUntimely(server: WatchedServer, radius: BlastRadius, now: Temporal.Instant): void {
  const { name, schedule, interruptions } = server;
  const waits =
    interruptions === "window" &&
    isWorse(radius.level, "online") &&
    radius.isAllowedAnytime !== true;
  if (!waits || isOpen(schedule, now)) {
    return;
  }
  const next = openingAfter(schedule, now);
  const { timeZone } = schedule.window;
  const opens = next === undefined ? "" : ` It opens ${describeOpening(next, timeZone)}.`;
  const reasons = radius.reasons.filter(({ level }) => isWorse(level, "online")).map(reasonText);
  throw new pulumi.RunError(
    `${name} was not touched: the change interrupts it (${reasons.join("; ")}) and its window is ` +
      `closed.${opens} Run "pulumi up" then, or write "interruptions: anytime" at servers.${name}.`,
  );
}
