import { CmdletError } from "../hyperv/hostRun.js";
import type { HostReport } from "../hyperv/own.js";
import { type HostOutcome, runProgram } from "../hyperv/program.js";
import { adoptManaged, lookAtManaged } from "./adoption.js";
import { VmmCmdlets } from "./cmdlets.js";
import { managerDocument } from "./document.js";
import { observe, removeMachine, reserve, setMachine, tellAddress } from "./machine.js";
import type { Manager } from "./manager.js";

/**
 * SHA-256 of the program whose effects this is a model of. A test says when the program has
 * changed: look whether the model still does what it does.
 */
export const modelledVmmProgram =
  "e9af3777d958e9e6461ed317286a0b9a93f33e040312618c7dc14f8ee2868c0a";

/**
 * Does what a command does on a VMM server, of those that it understands.
 *
 * @throws Cut when the connection is lost in the middle
 */
export function runOnManager(manager: Manager, command: string, stdin: string): HostOutcome {
  return runProgram(modelledVmmProgram, { command, stdin }, (document, isRemoving, report) =>
    keep(manager, document, isRemoving, report),
  );
}

function keep(manager: Manager, document: unknown, isRemoving: boolean, report: HostReport): void {
  const { data, error } = managerDocument.safeParse(document);
  if (error !== undefined) {
    throw new CmdletError(`the document is none of this program: ${error.message}`);
  }
  const vmm = new VmmCmdlets(manager);
  const { sections } = data;
  if ("machine" in sections) {
    const act = isRemoving ? removeMachine : setMachine;
    act(vmm, sections.machine, report);
  } else if ("adoption" in sections) {
    const act = isRemoving ? removeMachine : adoptManaged;
    act(vmm, sections.adoption, report);
  } else if (isRemoving) {
    throw new CmdletError("document.sections: only a machine or its room is removed");
  } else if ("reservation" in sections) {
    reserve(vmm, sections.reservation, report);
  } else if ("standing" in sections) {
    lookAtManaged(vmm, sections.standing, report);
  } else if ("observation" in sections) {
    observe(vmm, sections.observation, report);
  } else {
    tellAddress(vmm, sections.address, report);
  }
}
