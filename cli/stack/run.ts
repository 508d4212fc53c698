import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { endingSoon } from "./endingSoon.js";

/** What a preview or an update did, in numbers of resources. */
export interface Outcome {
  /** Operations such as `{ create: 12, same: 3 }`, components and stacks included. */
  readonly changes: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** A run of the engine that failed; the message is what the engine told the user. */
export class RunFailure extends Error {
  override readonly name = "RunFailure";
}

/** How a run is to be done and watched. */
export interface RunOptions {
  readonly policyPack?: string;
  /** Called after every resource that was created, updated or deleted. */
  readonly onProgress?: (done: number) => void;
}

/** Previews or updates a stack and tells what it did. */
export async function run(
  stack: Stack,
  operation: "preview" | "up",
  { policyPack, onProgress }: RunOptions = {},
): Promise<Outcome> {
  const started = performance.now();
  const log = new EventLog(onProgress);
  const options = {
    onEvent: (event: EngineEvent) => log.add(event),
    ...(policyPack !== undefined && { policyPacks: [policyPack] }),
  };
  try {
    await endingSoon(stack)[operation](options);
  } catch (failure) {
    throw new RunFailure(log.complaints() || messageOf(failure));
  }
  return { changes: log.changes, seconds: (performance.now() - started) / 1000 };
}

/** Whether an outcome changed nothing. */
export function isEmpty({ changes }: Outcome): boolean {
  return Object.entries(changes).every(([operation, count]) => operation === "same" || count === 0);
}

/** What the engine says while it runs, reduced to what people need. */
class EventLog {
  changes: Record<string, number> = {};
  private done = 0;
  private readonly errors: string[] = [];
  private readonly onProgress: ((done: number) => void) | undefined;

  constructor(onProgress: ((done: number) => void) | undefined) {
    this.onProgress = onProgress;
  }

  add(event: EngineEvent): void {
    const { diagnosticEvent, policyEvent, resOutputsEvent, summaryEvent } = event;
    if (diagnosticEvent?.severity === "error") {
      this.errors.push(withoutColors(diagnosticEvent.message));
    }
    if (policyEvent?.enforcementLevel === "mandatory") {
      this.errors.push(withoutColors(policyEvent.message));
    }
    if (resOutputsEvent !== undefined && resOutputsEvent.metadata.op !== "same") {
      this.done += 1;
      this.onProgress?.(this.done);
    }
    if (summaryEvent !== undefined) {
      this.changes = { ...summaryEvent.resourceChanges };
    }
  }

  complaints(): string {
    return [...new Set(this.errors.map((error) => error.trim()))].join("\n");
  }
}

/** A message as people see it, without what the engine writes to color it. */
export function withoutColors(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, "");
}

/** What a failed run ended with. The SDK repeats everything that was printed; its errors say enough. */
export function messageOf(failure: unknown): string {
  const message = failure instanceof Error ? failure.message : String(failure);
  const errors = new Set(message.match(/^error: .+/gm));
  return errors.size === 0 ? message : [...errors].join("\n");
}
