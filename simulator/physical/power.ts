import { endInstallation, type Files } from "./installer.js";
import type { Hardware } from "./state.js";

/** Turns a machine on or off; one that is turned on starts from what it was told. */
export function turn(machine: Hardware, power: "On" | "Off"): void {
  machine.power = power;
  machine.installing = null;
  if (power === "On") {
    start(machine);
  }
}

/** An installation goes on while somebody looks at it. */
export function passTime(machine: Hardware, files: Files): void {
  const { installing } = machine;
  if (installing !== null && installing > 0) {
    machine.installing = installing - 1;
  } else if (installing === 0 && machine.power === "On") {
    endInstallation(machine, files);
  }
}

/** The machines' network hands the installation medium out to whoever starts from it. */
function start(machine: Hardware): void {
  const { enabled, target } = machine.override;
  machine.starts += 1;
  if (enabled === "Once") {
    machine.override = { ...machine.override, enabled: "Disabled", target: "None" };
  }
  const hasMedium = target === "Pxe" || (target === "Cd" && machine.medium !== null);
  if (enabled !== "Disabled" && hasMedium) {
    // The installer makes a new table of partitions before anything else.
    machine.system = null;
    machine.installed = null;
    machine.installing = 1;
  }
}
