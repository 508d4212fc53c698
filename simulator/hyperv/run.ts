import { adopt, lookAtStanding } from "./adoption.js";
import { giveDisks, makeRoom, removeRoom } from "./birth.js";
import { Cmdlets } from "./cmdlets.js";
import { hostDocument } from "./document.js";
import type { HypervHost } from "./host.js";
import { CmdletError } from "./hostRun.js";
import { observedOf, removeMachine, reserve, setMachine } from "./machine.js";
import { type HostReport, ownMachine } from "./own.js";
import { type HostOutcome, runProgram } from "./program.js";
import { demandNoCopy } from "./replica.js";

/**
 * SHA-256 of the program whose effects this is a model of. A test says when the program has
 * changed: look whether the model still does what it does.
 */
export const modelledHypervProgram =
  "5993bf816617fc4e158e45caf8380a62e073f118897206d8943a401ae4109f71";

/**
 * Does what a command does on a Hyper-V host, of those that it understands.
 *
 * @throws Cut when the connection is lost in the middle
 */
export function runOnHypervHost(host: HypervHost, command: string, stdin: string): HostOutcome {
  return runProgram(modelledHypervProgram, { command, stdin }, (document, isRemoving, report) =>
    keep(host, document, isRemoving, report),
  );
}

function keep(host: HypervHost, document: unknown, isRemoving: boolean, report: HostReport): void {
  const { data, error } = hostDocument.safeParse(document);
  if (error !== undefined) {
    throw new CmdletError(`the document is none of this program: ${error.message}`);
  }
  const cmdlets = new Cmdlets(host);
  if (cmdlets.getService().includes("SCVMMAgent")) {
    throw new CmdletError(
      "Virtual Machine Manager manages this host, and nothing is done behind it: " +
        "have the catalog name a host that it does not manage",
    );
  }
  const { sections } = data;
  if ("machine" in sections) {
    const act = isRemoving ? removeMachine : setMachine;
    act(cmdlets, sections.machine, report);
  } else if ("adoption" in sections) {
    const act = isRemoving ? removeMachine : adopt;
    act(cmdlets, sections.adoption, report);
  } else if ("room" in sections) {
    const act = isRemoving ? removeRoom : makeRoom;
    act(cmdlets, sections.room, report);
  } else if (isRemoving) {
    throw new CmdletError("document.sections: only a machine or its room is removed");
  } else if ("reservation" in sections) {
    reserve(cmdlets, sections.reservation, report);
  } else if ("birth" in sections) {
    giveDisks(cmdlets, sections.birth, report);
  } else if ("standing" in sections) {
    lookAtStanding(cmdlets, sections.standing.machine, report);
  } else if ("observation" in sections) {
    const vm = ownMachine(cmdlets, sections.observation);
    report.observed["machine"] = observedOf(cmdlets, vm, sections.observation.adopted);
  } else {
    const vm = ownMachine(cmdlets, sections.address);
    demandNoCopy(vm);
    const [address] = vm.adapters.flatMap((adapter) => adapter.address ?? []);
    if (address === undefined) {
      throw new CmdletError(`the guest of ${vm.id} has told no address for five minutes`);
    }
    report.observed["address"] = address;
  }
}
