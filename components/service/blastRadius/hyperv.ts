import { z } from "zod";
import { machineRemovals } from "../access/windowsCommands.js";
import { recordAt, toldIn } from "../patchPath/values.js";
import { diskSize, movement, steps } from "./sizes.js";
import { type Effect, type Group, type Inputs, type Rule, tableOf, unknownValue } from "./table.js";

/** What stands for a machine of Hyper-V, which is no type of the engine's: a command makes it. */
export const hypervMachine = "comanaged:hyperv:machine";

/**
 * What a command tells of a machine of Hyper-V, on its host or where that is managed; undefined for
 * every other command.
 */
export function machineToldBy(inputs: Inputs): Inputs | undefined {
  return toldBy(inputs, "machine");
}

/** The same of a machine that was taken over, is what it was told then, and is none of ours yet. */
export function adoptedToldBy(inputs: Inputs): Inputs | undefined {
  const told = toldBy(inputs, "adoption");
  return told && { ...told, [untouched]: true };
}

function toldBy({ create, stdin }: Inputs, section: string): Inputs | undefined {
  if (typeof create !== "string" || !Object.hasOwn(machineRemovals, create)) {
    return undefined;
  }
  if (typeof stdin !== "string") {
    return undefined;
  }
  const machine = recordAt(toldIn(stdin), "sections", section);
  // Documents of earlier versions tell of no disks that were taken over.
  return "cpus" in machine ? { adopted: [], ...machine } : undefined;
}

/** Said of a machine that was taken over: nothing of it has changed since. */
export const untouched = "adopt";

/** @param words where the words stand that say whose a machine is */
const broughtToStandard = (words: string): Effect => ({
  level: "online",
  why:
    `is over: the machine gets its name, the tags in ${words} and checkpoints of production only, ` +
    "while it runs",
});

/** What changes while a machine of Hyper-V runs. */
export const running: Effect = { level: "online", why: "changes while the machine runs" };
const cold: Effect = { level: "reboot", why: "changes only while the machine is off" };
/** What never changes. */
export const never = (why: string): Effect => ({ level: "replace", why, refused: true });

const sized: Rule = (change) => ({
  ...cold,
  why: `goes ${steps(change)} only while the machine is off`,
});

const image: Rule = ({ all: { before, after } }) => ({
  level: "none",
  why:
    before["generation"] === after["generation"]
      ? "counts only at birth"
      : "is what the system disk is copied from",
});

const installedAnew: Rule = (change) => ({
  level: "replace",
  why:
    `goes ${steps(change)}: the machine starts from the image that the catalog has now. The system ` +
    "disk and everything on it is lost; the data disks are kept",
  customerTask: "install the application anew",
});

const diskNew: Rule = ({ disk = "without a label" }) => ({
  level: "online",
  why: `adds disk ${disk} while the machine runs`,
  customerTask: `make a file system on disk ${disk}`,
});

const diskGone: Rule = ({ disk = "without a label" }) => ({
  level: "online",
  why: `detaches disk ${disk}, whose file is kept on its host`,
});

/** The address for good of an interface, which only a new installation is given. */
const toldAddress = z.object({ address: z.string() });

function addressTask(fixed: unknown) {
  const { data } = toldAddress.safeParse(fixed);
  return (
    data && {
      customerTask: `set the address of the interface to ${data.address} in the operating system`,
    }
  );
}

const addressForGood: Rule = ({ after }) => ({
  level: "none",
  why: "counts at its birth only",
  ...addressTask(after),
});

const interfaceNew: Rule = ({ after }) => ({
  ...running,
  ...addressTask(z.object({ fixed: z.unknown() }).safeParse(after).data?.fixed),
});

/** A limit of memory that moves inwards waits until the machine is off. */
const limit =
  (outwards: 1 | -1): Rule =>
  (change) => {
    const by = movement(change);
    const why = `goes ${steps(change)}`;
    return by !== undefined && by * outwards > 0
      ? { level: "online", why: `${why} while the machine runs` }
      : { ...cold, why: `${why} only while the machine is off` };
  };

const coldIfFound = ["secureBoot"] as const;
const startedIfFound = ["power"] as const;

const replicaTold = z.object({ host: z.string(), frequencySeconds: z.number() });

/** A replica begins, ends, goes elsewhere or otherwise; older documents tell of none. */
const replica: Rule = ({ before, after }) => {
  const [from, to] = [before, after].map((one) => replicaTold.safeParse(one).data);
  const begins = "its host copies the machine and what changes while it runs";
  const stays = `the copy stays there until it is deleted on ${from?.host}`;
  const online = (why: string): Effect => ({ level: "online", why });
  if (after === unknownValue) {
    return online("cannot be told yet, and changes while the machine runs");
  }
  if (from === undefined || to === undefined) {
    return to !== undefined
      ? online(`begins on ${to.host}: ${begins}`)
      : from !== undefined
        ? online(`ends on ${from.host}: ${stays}`)
        : { level: "none", why: "stays none" };
  }
  if (from.host !== to.host) {
    return online(`goes from ${from.host} to ${to.host}: ${begins}; ${stays}`);
  }
  const every = { before: from.frequencySeconds, after: to.frequencySeconds };
  return online(
    every.before === every.after
      ? "is sent in another way while the machine runs"
      : `is sent every ${every.after} instead of ${every.before} seconds while the machine runs`,
  );
};

/** What no document asks for, and one tells that was written from what the host has become. */
export const foundOnHost: readonly string[] = [...coldIfFound, ...startedIfFound];

const adoptedDisks = ["adopted[+]", "adopted[-]", "adopted[*].file"] as const;
const goneCheckpoints = ["checkpoints[-]"] as const;
const keptOfCheckpoints = [
  ...["checkpoints[*].owner", "checkpoints[*].purpose", "checkpoints[*].until"],
] as const;

/**
 * What holds of machines wherever they are kept.
 *
 * @param words where the words stand that say whose a machine is
 */
export const commonGroups = (words: string): readonly Group[] => [
  [{ level: "none", why: `stands in ${words}` }, ["tags", "key", "formerly", ...keptOfCheckpoints]],
  [{ level: "none", why: "is where a disk was when it was taken over" }, adoptedDisks],
  [broughtToStandard(words), [untouched]],
  [{ ...running, why: "is changed on the host while the machine runs" }, ["name"]],
  [running, ["interfaces[-]", "interfaces[*].switch", "interfaces[*].vlan"]],
  [{ level: "online", why: "is kept by the server itself" }, ["retired"]],
  [cold, ["secureBootTemplate", "dynamicMemory"]],
  [{ ...running, why: "is taken while the machine runs" }, ["checkpoints[+]"]],
  [
    { ...running, why: "is removed, and its disks are merged, while the machine runs" },
    goneCheckpoints,
  ],
  [cold, coldIfFound],
  [{ ...running, why: "starts the machine again" }, startedIfFound],
  [never("is what the machine is known by"), ["machineId"]],
  [never("never changes: a machine of Hyper-V stays on its host"), ["host"]],
  [never("never changes: a disk stays where it was made"), ["disks[*].folder", "disks[*].slot"]],
];

/** Rules of machines wherever they are kept. */
export const commonRules: Readonly<Record<string, Rule>> = {
  cpus: sized,
  "interfaces[+]": interfaceNew,
  image,
  generation: installedAnew,
  memoryMiB: sized,
  "dynamicMemory.minimumMiB": limit(-1),
  "dynamicMemory.maximumMiB": limit(1),
  "disks[+]": diskNew,
  "disks[-]": diskGone,
  "disks[*].sizeGiB": diskSize,
};

/** What tells the parts of a machine from each other. */
export const commonIdentities = {
  ...{ disks: "label", interfaces: "network", checkpoints: "name", adopted: "label" },
} as const;

/** A machine of Hyper-V, by the words of the document that its host is sent. */
export const machine = tableOf(
  [...commonGroups("the notes of the machine"), [cold, ["tpm"]]],
  { ...commonRules, "interfaces[*].fixed": addressForGood, replica },
  commonIdentities,
);
