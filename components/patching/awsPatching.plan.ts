import { Temporal } from "temporal-polyfill";
import type { PatchProduct } from "../service/patchProducts.js";
import type { Schedule } from "../service/time/schedule.js";
import { awsDatabases } from "./awsDatabases.js";
import {
  type AwsSystem,
  awsProducts,
  type PatchFilter,
  securityFilters,
  undatedSystems,
} from "./awsProducts.js";
import type { AwsRingGate } from "./awsRelease.plan.js";
import { compileAwsWindows, type SsmWindow } from "./compile/awsWindow.js";
import { kept } from "./kept.js";

/** Servers on AWS that are patched together. */
export interface AwsPatchGroup {
  /** When they are patched. */
  readonly schedule: Schedule;
  /** Days from the release of a patch to its approval; see `approvalDelay`. */
  readonly approveAfterDays: number;
  /** The products of the images of its servers. */
  readonly products: readonly PatchProduct[];
  /** The test ring that must be well for the group to be patched; without one nothing holds it. */
  readonly gate?: AwsRingGate;
}

/** Which patches the machines of one system in a group get. */
export interface PlannedBaseline {
  readonly system: AwsSystem;
  readonly approveAfterDays: number;
  readonly filters: readonly PatchFilter[];
  /** Packages that are installed only where another package needs them: those of databases. */
  readonly rejected: readonly string[];
}

/** The baselines of a group: one for each system among its products. */
export function planBaselines(group: AwsPatchGroup): readonly PlannedBaseline[] {
  const bySystem = new Map<AwsSystem, readonly PatchProduct[]>();
  for (const product of [...new Set(group.products)].sort()) {
    const { system } = awsProducts[product];
    bySystem.set(system, [...(bySystem.get(system) ?? []), product]);
  }
  return [...bySystem].map(([system, chosen]) => {
    const values = chosen.flatMap((product) => awsProducts[product].products);
    return {
      system,
      approveAfterDays: undatedSystems.has(system) ? 0 : group.approveAfterDays,
      filters: [{ key: "PRODUCT", values }, ...securityFilters[system]],
      rejected: [...new Set(chosen.flatMap((product) => awsDatabases[product]))].sort(),
    };
  });
}

/**
 * The windows of a group.
 *
 * @throws RangeError with every reason when Systems Manager cannot keep the schedule; the schema
 * of estates refuses such a group at its line
 */
export function planWindows({ schedule }: AwsPatchGroup, asOf: string): readonly SsmWindow[] {
  return kept(compileAwsWindows(schedule, { asOf })).value;
}

/** The groups that wait for a test ring with servers of which AWS knows nothing. */
export function ringsElsewhere(
  groups: Readonly<Record<string, AwsPatchGroup>>,
): readonly { readonly group: string; readonly ring: string }[] {
  return Object.entries(groups).flatMap(([group, { gate }]) =>
    gate?.elsewhere === true ? [{ group, ring: gate.group }] : [],
  );
}

/** Whether a window is an emergency, which is announced as untested: no test ring holds it. */
export function isEmergency({ schedule }: AwsPatchGroup, window: SsmWindow): boolean {
  return (schedule.emergencies ?? []).some(({ notBefore }) => {
    const start = Temporal.Instant.from(notBefore).round({
      smallestUnit: "minute",
      roundingMode: "ceil",
    });
    return window.schedule === `at(${start.toString().replace("Z", "")})`;
  });
}
