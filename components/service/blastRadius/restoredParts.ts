import {
  predecessorOf,
  type RegisteredServer,
  type RegisteredServers,
  type RestoredParts,
} from "../register.js";
import { allDisks } from "../restore.js";
import type { BlastRadius } from "./blastRadius.js";
import type { Level } from "./level.js";

/**
 * What files of backups do that the backup server writes into a server, and disks that it shows
 * there, by server. The server runs on; both were allowed by a second person and wait for no window.
 */
export function restoredParts(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const found = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const was = predecessorOf(before, name, is);
    const parts = was === undefined ? [] : effects(was, is);
    const overwrites = parts.some(({ level }) => level === "data loss");
    return parts.length === 0
      ? []
      : [
          [
            name,
            {
              level: overwrites ? "data loss" : "online",
              reasons: parts.map((one) => ({ path: "restores", ...one })),
              ...{ refusals: [], customerTasks: [], isAllowedAnytime: true, keepsRunning: true },
            },
          ],
        ];
  });
  return new Map(found);
}

interface Effect {
  readonly level: Level;
  readonly why: string;
}

function effects(was: RegisteredServer, is: RegisteredServer): Effect[] {
  const [before, after] = [was.restoredParts ?? {}, is.restoredParts ?? {}];
  return [...filesEffect(before, after), ...disksEffects(before, after)];
}

/** Taking the entry out undoes nothing. */
function filesEffect({ files: was }: RestoredParts, { files: is }: RestoredParts): Effect[] {
  if (is === undefined || JSON.stringify(was) === JSON.stringify(is)) {
    return [];
  }
  const { files, taken, to } = is;
  return to === "original"
    ? [
        {
          level: "data loss",
          why: `write ${files.join(", ")} as of ${taken} over what is there. What was written to them since is lost`,
        },
      ]
    : [
        {
          level: "online",
          why: `put ${files.join(", ")} as of ${taken} beside what is there, with RESTORED and the time behind their names`,
        },
      ];
}

function disksEffects({ disks: was = [] }: RestoredParts, { disks: is = [] }: RestoredParts) {
  const isIn = (all: typeof is) => (one: (typeof is)[number]) =>
    all.some(({ label, point }) => label === one.label && point === one.point);
  const come = is.filter((one) => !isIn(was)(one));
  const gone = was.filter((one) => !isIn(is)(one));
  return [
    ...come.map(({ label, taken }): Effect => {
      const why = `show ${diskWords(label)} as of ${taken} in the server, to read from: its own disks stay as they are`;
      return { level: "online", why };
    }),
    ...gone.map(({ label, taken }): Effect => {
      return { level: "online", why: `show ${diskWords(label)} as of ${taken} no more` };
    }),
  ];
}

function diskWords(label: string): string {
  return label === allDisks ? "all its disks" : `disk ${label}`;
}
