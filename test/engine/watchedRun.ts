import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { endingSoon } from "../../cli/stack/endingSoon.js";

/** What the engine told and did in a run that may have failed. */
export interface WatchedRun {
  readonly failed: boolean;
  /** Everything that was told, in its order. */
  readonly told: readonly string[];
}

/** What people see; the engine sends its debug messages as well. */
const severities: ReadonlySet<string> = new Set(["info", "info#err", "warning", "error"]);

/**
 * Previews or updates a stack and keeps what was told; a failure is a result as well.
 *
 * @param replace URNs of resources to replace
 */
export async function watchedRun(
  stack: Stack,
  operation: "preview" | "up",
  replace: string[] = [],
): Promise<WatchedRun> {
  const told: string[] = [];
  const onEvent = ({ diagnosticEvent }: EngineEvent) => {
    if (diagnosticEvent !== undefined && severities.has(diagnosticEvent.severity)) {
      told.push(diagnosticEvent.message.replaceAll(/<\{%[^%]*%\}>/g, "").trim());
    }
  };
  const failed = await endingSoon(stack)
    [operation]({ onEvent, replace })
    .then(
      () => false,
      () => true,
    );
  return { failed, told };
}
