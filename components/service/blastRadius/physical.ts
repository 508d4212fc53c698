import { z } from "zod";
import { keepHardware } from "../hardware/hardwareCommands.js";
import { recordAt, toldIn } from "../patchPath/values.js";
import { movement, steps } from "./sizes.js";
import { type Effect, type Group, type Inputs, type Rule, tableOf } from "./table.js";

/** What stands for a physical machine, which is no type of the engine's: a command keeps it. */
export const physicalMachine = "comanaged:physical:machine";

/** What the program that keeps machines is told of one; undefined for every other command. */
export function hardwareToldBy({ create, stdin }: Inputs): Inputs | undefined {
  if (create !== keepHardware || typeof stdin !== "string") {
    return undefined;
  }
  const machine = recordAt(toldIn(stdin), "sections", "machine");
  return "uuid" in machine ? machine : undefined;
}

const toldDisk = z.object({ label: z.string(), serial: z.string() });

const unnoticed: Effect = { level: "none", why: "is only compared with what the machine has" };
const running: Effect = { level: "online", why: "is kept by the server itself" };
const broughtToStandard: Effect = {
  level: "online",
  why:
    "is over: the machine is turned on where somebody has turned it off, and nothing is installed on " +
    "it; the server itself gets what its entry says while it runs",
};
const never = (why: string): Effect => ({ level: "replace", why, refused: true });

const diskNew: Rule = ({ disk = "without a label" }) => ({
  level: "online",
  why: "is a drive that the machine has",
  customerTask: `make a file system on disk ${disk}`,
});

/** Less may be ordered of a drive than it holds; what is on it stays. */
const diskOrdered: Rule = (change) => {
  const by = movement(change);
  return by !== undefined && by < 0
    ? { level: "none", why: `is ordered ${steps(change)}; the drive stays as it is`, refused: true }
    : unnoticed;
};

const installedAnew: Rule = ({ before = 1, after, all }) => {
  const disks = z.object({ disks: z.array(toldDisk) }).safeParse(all.after).data?.disks ?? [];
  const [system = "it", ...others] = disks.map(({ label, serial }) => `${serial} (disks.${label})`);
  const stay = others.length > 0 ? ` What is on ${others.join(", ")} stays.` : "";
  return {
    level: "replace",
    why:
      `goes ${steps({ before, after, all })}: the machine starts from the medium that the catalog has ` +
      `now, and the drive ${system} is wiped, with the operating system and everything on it.${stay}`,
    customerTask: "install the application anew",
  };
};

const groups: readonly Group[] = [
  [unnoticed, ["asset", "cpus", "memoryGiB", "tpm", "tags", "disks[-]", "disks[*].serial"]],
  [{ level: "none", why: "counts only at birth" }, ["medium", "answers", "mayErase", "os"]],
  [broughtToStandard, ["adopt"]],
  [running, ["retired", "interfaces[+]", "interfaces[-]", "interfaces[*].mac"]],
  [never("is set when the server is installed"), ["interfaces[*].address"]],
  [{ level: "none", why: "stands in the deposit" }, ["key", "name", "formerly"]],
  [never("is what the machine is known by"), ["serial", "uuid"]],
];

/** A physical machine, by the words of the document that its program is told. */
export const machine = tableOf(
  groups,
  { "disks[+]": diskNew, "disks[*].sizeGiB": diskOrdered, generation: installedAnew },
  { disks: "label", interfaces: "network" },
);
