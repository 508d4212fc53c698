import type { Temporal } from "temporal-polyfill";

/** What a platform knows of the patches of a server. */
export type PatchState = KnownState | UndeterminedState;

/** What the last patch operation on a server found and did. */
export interface KnownState {
  readonly kind: "known";
  readonly operation: "install" | "scan";
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  /** Patches that are installed. */
  readonly installed: number;
  /** Approved patches that are not installed. */
  readonly missing: number;
  /** Patches whose installation failed. */
  readonly failed: number;
  /** Patches that work only after a restart that has not been. */
  readonly pendingReboot: number;
  /** Why the operation as a whole is no success whatever it counts, such as "ended Failed". */
  readonly fault?: string;
  /** Names of the patches that failed, are missing or wait, where the platform tells them. */
  readonly leftOver?: readonly string[];
  /** When patches were last installed with nothing left over, as far as the platform remembers. */
  readonly lastSuccess?: Temporal.Instant;
}

/** Nothing is known: neither that a server is patched nor that it is not. */
export interface UndeterminedState {
  readonly kind: "undetermined";
  /** Why, such as "no patch operation is recorded". */
  readonly reason: string;
}

/** Whether the last operation installed patches and left nothing over. */
export function isSuccess(state: KnownState): boolean {
  return state.operation === "install" && shortcomings(state).length === 0;
}

/** What the last operation left over, such as "2 patches failed". */
export function shortcomings(state: KnownState): readonly string[] {
  const { fault, failed, missing, pendingReboot } = state;
  return [
    ...(fault === undefined ? [] : [fault]),
    ...(failed > 0 ? [`${patches(failed)} failed`] : []),
    ...(missing > 0 ? [`${patches(missing)} missing`] : []),
    ...(pendingReboot > 0 ? [`${patches(pendingReboot)} waiting for a restart`] : []),
  ];
}

function patches(count: number): string {
  return count === 1 ? "1 patch" : `${count} patches`;
}
