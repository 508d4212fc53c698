import { z } from "zod";
import type { Level } from "./blastRadius/level.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

/** Minutes that the guest of a virtual machine has to shut down; the provider takes 10 at most. */
export const shutdownMinutes = 10;

const outputs = z.object({ powerState: z.string(), vmwareToolsStatus: z.string() }).partial();

/**
 * Why a change would cut the power of a server under its feet; undefined when it is shut down
 * first. The vSphere provider asks the guest through VMware Tools, and where they do not run it
 * switches the machine off, whatever `forcePowerOff` says (`GracefulPowerOff` of its helpers).
 * EC2 and Azure ask the guest as its power button would.
 *
 * @param state the outputs of the resource, as of the last refresh
 */
export function roughStop(token: string, level: Level, state: unknown): string | undefined {
  if (token !== machine || level !== "reboot") {
    return undefined;
  }
  const { powerState = "on", vmwareToolsStatus } = outputs.safeParse(state).data ?? {};
  const answers = vmwareToolsStatus === undefined || vmwareToolsStatus === "guestToolsRunning";
  return answers || powerState !== "on"
    ? undefined
    : `VMware Tools do not run in it (${vmwareToolsStatus}), so its power would be cut`;
}
