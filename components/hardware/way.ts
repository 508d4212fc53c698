import type { LoggedFault, ObservedHardware } from "./observed.js";

/** By what a machine is told from all others, whatever it is called. */
export interface HardwareIdentity {
  readonly serial: string;
  readonly uuid: string;
}

/** A drive that was wiped, and how. */
export interface Erasure {
  readonly serial: string;
  readonly method: "SecureErase";
  /** When it ended, by the clock of its BMC. */
  readonly endedAt: string;
}

/**
 * The way to one machine through its BMC. Whatever is asked of it, it is the same after asking
 * twice. It is to be ended in every case.
 */
export interface Way {
  /** What the machine is, as far as its BMC tells. */
  inventory(): Promise<ObservedHardware>;
  /** Faults that the BMC has written down, in no order. */
  logged(): Promise<readonly LoggedFault[]>;
  /** What installing the machine takes and its BMC does not do, one sentence each. */
  unable(): Promise<readonly string[]>;
  isOn(): Promise<boolean>;
  /** Turns the machine on, or off without asking it; waits until it is. */
  turn(wanted: "On" | "Off"): Promise<void>;
  /** Asks what runs on a machine to shut it down, and does not wait; false where its BMC cannot. */
  askOff(): Promise<boolean>;
  /** The medium in the slot that the machine starts from; undefined when there is none. */
  medium(): Promise<string | undefined>;
  /** Whether a machine that is on works from this medium; undefined where its BMC cannot tell. */
  worksFrom(medium: string): Promise<boolean | undefined>;
  /** Has a machine that is off start from this medium the next time, once. */
  startOnceFrom(medium: string): Promise<void>;
  /** Has the machine start from its disk again. */
  startFromDisk(): Promise<void>;
  /**
   * Finds the drives with these serial numbers, and how each is wiped.
   *
   * @returns what wipes them
   * @throws RemoteFailure when one is not there or cannot be wiped; none was then
   */
  wiping(serials: readonly string[]): Promise<() => Promise<readonly Erasure[]>>;
  end(): Promise<void>;
}
