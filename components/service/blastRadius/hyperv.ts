import { keepHyperv } from "../access/windowsCommands.js";
import { recordAt, toldIn } from "../patchPath/values.js";
import { diskSize, steps } from "./sizes.js";
import { type Effect, type Group, type Inputs, type Rule, tableOf } from "./table.js";

/** What stands for a machine of Hyper-V, which is no type of the engine's: a command makes it. */
export const hypervMachine = "comanaged:hyperv:machine";

/** What a command tells its Hyper-V host of a machine; undefined for every other command. */
export function machineToldBy({ create, stdin }: Inputs): Inputs | undefined {
  if (create !== keepHyperv || typeof stdin !== "string") {
    return undefined;
  }
  const machine = recordAt(toldIn(stdin), "sections", "machine");
  return "machineId" in machine ? machine : undefined;
}

const running: Effect = { level: "online", why: "changes while the machine runs" };
const cold: Effect = { level: "reboot", why: "changes only while the machine is off" };
const never = (why: string): Effect => ({ level: "replace", why, refused: true });

/** Processors and memory of a machine of Hyper-V. */
const sized: Rule = (change) => ({
  ...cold,
  why: `goes ${steps(change)} only while the machine is off`,
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

const coldIfFound = ["dynamicMemory", "secureBoot"] as const;
const startedIfFound = ["power"] as const;

/** What no document asks for, and one tells that was written from what the host has become. */
export const foundOnHost: readonly string[] = [...coldIfFound, ...startedIfFound];

const groups: readonly Group[] = [
  [{ level: "none", why: "counts only at birth" }, ["image"]],
  [{ level: "none", why: "stands in the notes of the machine" }, ["tags"]],
  [running, ["interfaces[+]", "interfaces[-]", "interfaces[*].switch", "interfaces[*].vlan"]],
  [{ level: "online", why: "is kept by the server itself" }, ["retired"]],
  [cold, ["secureBootTemplate", "tpm"]],
  [cold, coldIfFound],
  [{ ...running, why: "starts the machine again" }, startedIfFound],
  [never("is what the machine is known by"), ["machineId", "key", "name"]],
  [never("never changes: a machine of Hyper-V stays on its host"), ["host"]],
  [never("never changes: a disk stays where it was made"), ["disks[*].folder", "disks[*].slot"]],
];

/** A machine of Hyper-V, by the words of the document that its host is sent. */
export const machine = tableOf(
  groups,
  {
    cpus: sized,
    memoryMiB: sized,
    "disks[+]": diskNew,
    "disks[-]": diskGone,
    "disks[*].sizeGiB": diskSize,
  },
  { disks: "label", interfaces: "network" },
);
