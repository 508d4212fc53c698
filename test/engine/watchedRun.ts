import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { endingSoon } from "../../cli/stack/endingSoon.js";

/** What the engine told and did in a run that may have failed. */
export interface WatchedRun {
  readonly failed: boolean;
  /** Everything that was told, in its order. */
  readonly told: readonly string[];
  /** What the rules said, where they were asked. */
  readonly found: readonly string[];
}

/** What else a run is asked for. */
interface WatchedOptions {
  /** URNs of resources to replace. */
  readonly replace?: string[];
  /** Folder of the pack whose rules are asked. */
  readonly policyPack?: string;
}

/** What people see; the engine sends its debug messages as well. */
const severities: ReadonlySet<string> = new Set(["info", "info#err", "warning", "error"]);

/** Previews or updates a stack and keeps what was told; a failure is a result as well. */
export async function watchedRun(
  stack: Stack,
  operation: "preview" | "up",
  { replace = [], policyPack }: WatchedOptions = {},
): Promise<WatchedRun> {
  const told: string[] = [];
  const found: string[] = [];
  const policyPacks = policyPack === undefined ? [] : [policyPack];
  const onEvent = ({ diagnosticEvent, policyEvent }: EngineEvent) => {
    if (diagnosticEvent !== undefined && severities.has(diagnosticEvent.severity)) {
      told.push(diagnosticEvent.message.replaceAll(/<\{%[^%]*%\}>/g, "").trim());
    }
    if (policyEvent !== undefined) {
      found.push(policyEvent.message);
    }
  };
  const failed = await endingSoon(stack)
    [operation]({ onEvent, replace, policyPacks })
    .then(
      () => false,
      () => true,
    );
  return { failed, told, found };
}
