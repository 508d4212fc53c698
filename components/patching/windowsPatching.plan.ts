import type { PatchProduct } from "../service/patchProducts.js";
import type { EmergencyWindow, Schedule } from "../service/time/schedule.js";
import type { CompileOptions } from "./compile/context.js";
import type { DateGuard } from "./compile/dateGuard.js";
import { compileWindowsTask } from "./compile/windowsTask.js";
import { mappedName } from "./compile/windowsZone.js";
import { kept } from "./kept.js";
import { windowsProducts } from "./windowsProducts.js";

/** A guard of which nothing is left out, as programs are told it. */
type WholeGuard = Omit<DateGuard, "timeZone"> & { readonly timeZone: string | null };

/** What opens on a server: one task. */
export interface WindowsWindow {
  /** Part of the task's name. */
  readonly name: string;
  /** The task's `Triggers` element. */
  readonly triggers: string;
  /** What must be true besides; null when the triggers are exact. */
  readonly guard: WholeGuard | null;
  readonly minutes: number;
  /** Whether it installs nothing unless a release for its day lies on the server. */
  readonly held: boolean;
}

/** The provider's WSUS, and the group of computers that a server counts itself to. */
export interface Wsus {
  readonly server: string;
  readonly targetGroup: string;
}

/** The section of a server's document that says when and what is patched. */
export interface WindowsPatching {
  /** The patch group. */
  readonly group: string;
  /** Windows name of the zone in which releases name days; null for the server's own. */
  readonly timeZone: string | null;
  /** Where updates come from; null for Microsoft's own service. */
  readonly wsus: Wsus | null;
  /** Names of products in Windows Update: nothing else is installed. */
  readonly products: readonly string[];
  readonly windows: readonly WindowsWindow[];
}

/** A patch group and a Windows server in it. */
export interface WindowsPatchGroup {
  readonly name: string;
  readonly schedule: Schedule;
  readonly product: PatchProduct;
  /** Whether a test ring goes before it. */
  readonly isHeld: boolean;
  /** Microsoft's own service when absent. */
  readonly wsus?: Wsus;
}

/**
 * How a Windows server is patched by itself. Emergency windows have tasks of their own: they last
 * another time and wait for no test ring.
 *
 * @throws RangeError when Task Scheduler cannot keep the schedule, which the schema of estates
 * refuses at the group's line, or when the product is none of Windows
 */
export function planWindowsPatching(
  { name, schedule, product, isHeld, wsus }: WindowsPatchGroup,
  options: CompileOptions,
): WindowsPatching {
  const productName = windowsProducts[product];
  if (productName === undefined) {
    throw new RangeError(`${product} is no product of Windows`);
  }
  const { window, emergencies = [] } = schedule;
  const windows = [
    windowOf("regular", isHeld, { ...schedule, emergencies: [] }, options),
    ...emergencyWindows(emergencies, options),
  ].filter(({ triggers }) => triggers !== "<Triggers></Triggers>");
  const timeZone = mappedName(window.timeZone) ?? null;
  return { group: name, timeZone, wsus: wsus ?? null, products: [productName], windows };
}

function emergencyWindows(
  all: readonly EmergencyWindow[],
  options: CompileOptions,
): readonly WindowsWindow[] {
  const durations = new Set(all.map(({ durationMinutes }) => durationMinutes));
  return [...durations].map((minutes) => {
    const emergencies = all.filter(({ durationMinutes }) => durationMinutes === minutes);
    const window = { dates: [], start: "00:00", durationMinutes: minutes, timeZone: "UTC" };
    return windowOf(`emergency-${minutes}`, false, { window, emergencies }, options);
  });
}

function windowOf(
  name: string,
  held: boolean,
  schedule: Schedule,
  options: CompileOptions,
): WindowsWindow {
  const { xml, guard } = kept(compileWindowsTask(schedule, options)).value;
  return {
    ...{ name, held, triggers: xml, minutes: schedule.window.durationMinutes },
    guard: guard === undefined ? null : { ...guard, timeZone: guard.timeZone ?? null },
  };
}
