import { hypervProgram } from "../access/hypervProgram.js";
import { vmmProgram } from "../access/vmmProgram.js";
import { keepHyperv, keepVmm, removeHyperv, removeVmm } from "../service/access/windowsCommands.js";
import type { ServerDescription } from "../service/server.js";
import { hypervHardware } from "./hypervDocument.js";
import type { HypervPlacement, ManagedHost } from "./placement.js";
import { vmmHardware } from "./vmmDocument.js";

/** Who keeps the machines of a host: the host itself, or Virtual Machine Manager. */
interface Keeper {
  /** The command that makes a machine what it is told to be. */
  readonly keep: string;
  /** The command that removes it. */
  readonly remove: string;
  /** The program behind the commands. */
  readonly program: () => string;
  /** What it is told besides of a machine that is to be made. */
  readonly birth: object;
  /** What it is told besides of a machine that it is to look at. */
  readonly look: object;
}

const onHost: Keeper = {
  ...{ keep: keepHyperv, remove: removeHyperv, program: hypervProgram },
  ...{ birth: {}, look: {} },
};

/** A host that Virtual Machine Manager manages is never told anything itself. */
export function keeperOf(managed: ManagedHost | undefined): Keeper {
  if (managed === undefined) {
    return onHost;
  }
  const { computer, hostGroup } = managed;
  return {
    ...{ keep: keepVmm, remove: removeVmm, program: vmmProgram },
    ...{ birth: { computer, hostGroup }, look: { hostGroup } },
  };
}

/** What the keeper of its host is told that a machine is to be, besides who it is. */
export function hardwareOf(server: ServerDescription, placement: HypervPlacement) {
  const { managed } = placement.host;
  return managed === undefined
    ? hypervHardware(server, placement)
    : vmmHardware(server, placement, managed);
}
