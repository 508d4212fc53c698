import { dataLevelRefusal, isDataLevel } from "./dataLevel.js";
import { slotConflicts, slotOf, slottedLabels } from "./diskSlots.js";
import { type ServerDescription, systemDisk } from "./server.js";

/** One thing that is wrong with a description. */
export interface ServerProblem {
  /** Where, such as `["disks", "data", "sizeGiB"]`. */
  readonly path: readonly string[];
  /** What is wrong and what is allowed. */
  readonly message: string;
}

/** Everything that is wrong with a server on any platform; empty when the description is sound. */
export function serverProblems(server: ServerDescription): ServerProblem[] {
  return [...levelProblems(server), ...sizeProblems(server), ...diskProblems(server)];
}

function levelProblems({ dataLevel }: ServerDescription): ServerProblem[] {
  return isDataLevel(dataLevel)
    ? []
    : [{ path: ["dataLevel"], message: dataLevelRefusal(dataLevel) }];
}

function sizeProblems(server: ServerDescription): ServerProblem[] {
  const cpus = Number.isInteger(server.cpus) && server.cpus > 0;
  const memory = server.memoryGiB > 0;
  return [
    ...(cpus ? [] : [{ path: ["cpus"], message: `${server.cpus} is not a whole number above 0` }]),
    ...(memory ? [] : [{ path: ["memoryGiB"], message: `${server.memoryGiB} is not above 0` }]),
  ];
}

function diskProblems({ disks }: ServerDescription): ServerProblem[] {
  const problems: ServerProblem[] = [];
  if (disks[systemDisk] === undefined) {
    problems.push({
      path: ["disks"],
      message: `there is no disk "${systemDisk}"; every server starts from one`,
    });
  }
  if (disks[systemDisk]?.removed === true) {
    problems.push({
      path: ["disks", systemDisk, "removed"],
      message: "no server starts without its system disk",
    });
  }
  for (const [label, { sizeGiB }] of Object.entries(disks)) {
    if (!(Number.isInteger(sizeGiB) && sizeGiB > 0)) {
      problems.push({
        path: ["disks", label, "sizeGiB"],
        message: `${sizeGiB} is not a whole number of GiB above 0`,
      });
    }
  }
  for (const [holder, label] of slotConflicts(slottedLabels(disks), (label) =>
    slotOf(label, disks[label]),
  )) {
    problems.push({
      path: ["disks", label],
      message: `the label takes the same slot as "${holder}"; choose another label for the newer disk`,
    });
  }
  return problems;
}
