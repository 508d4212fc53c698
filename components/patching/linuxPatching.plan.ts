import type { PatchProduct } from "../service/patchProducts.js";
import type { EmergencyWindow, Schedule } from "../service/time/schedule.js";
import { compileSystemdTimer } from "./compile/systemdTimer.js";
import { databasePackages } from "./databasePackages.js";
import { kept } from "./kept.js";
import { type LinuxVendor, linuxVendors } from "./linuxProducts.js";

/** What opens on a server: one timer. */
export interface LinuxWindow {
  /** Part of the timer's name. */
  readonly name: string;
  /** The timer's `OnCalendar=` lines, at least one. */
  readonly onCalendar: readonly string[];
  readonly minutes: number;
  /** Whether it installs nothing unless a release for its day lies on the server. */
  readonly held: boolean;
}

/** The section of a server's document that says when and what is patched. */
export interface LinuxPatching {
  /** The patch group. */
  readonly group: string;
  /** The time zone in which releases name days. */
  readonly timeZone: string;
  readonly vendor: LinuxVendor;
  /** Names of packages that are left alone, with `*`. */
  readonly excluded: readonly string[];
  readonly windows: readonly LinuxWindow[];
}

/** A patch group and the product of a server in it. */
export interface LinuxPatchGroup {
  readonly name: string;
  readonly schedule: Schedule;
  readonly product: PatchProduct;
  /** Whether a test ring goes before it. */
  readonly isHeld: boolean;
}

/**
 * How a Linux server is patched by itself. Emergency windows have timers of their own: they last
 * another time and wait for no test ring.
 *
 * @throws RangeError when systemd cannot keep the schedule, which the schema of estates refuses at
 * the group's line, or when the product is none of Linux
 */
export function planLinuxPatching(
  { name, schedule, product, isHeld }: LinuxPatchGroup,
  asOf: string,
): LinuxPatching {
  const vendor = linuxVendors[product];
  if (vendor === undefined) {
    throw new RangeError(`${product} is no product of Linux`);
  }
  const { window, emergencies = [] } = schedule;
  const windows = [
    {
      ...{ name: "regular", minutes: window.durationMinutes, held: isHeld },
      onCalendar: eventsOf({ ...schedule, emergencies: [] }, asOf),
    },
    ...emergencyWindows(emergencies, asOf),
  ].filter(({ onCalendar }) => onCalendar.length > 0);
  const excluded = [...databasePackages];
  return { group: name, timeZone: window.timeZone, vendor, excluded, windows };
}

function emergencyWindows(all: readonly EmergencyWindow[], asOf: string): readonly LinuxWindow[] {
  const durations = new Set(all.map(({ durationMinutes }) => durationMinutes));
  return [...durations].map((minutes) => {
    const emergencies = all.filter(({ durationMinutes }) => durationMinutes === minutes);
    const window = { dates: [], start: "00:00", durationMinutes: minutes, timeZone: "UTC" };
    const onCalendar = eventsOf({ window, emergencies }, asOf);
    return { name: `emergency-${minutes}`, onCalendar, minutes, held: false };
  });
}

const eventsOf = (schedule: Schedule, asOf: string): readonly string[] =>
  kept(compileSystemdTimer(schedule, { asOf })).value.onCalendar;
