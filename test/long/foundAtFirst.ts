import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { packFolder } from "../../policies/build.js";
import type { Ground } from "../engine/ground.js";

/** What the rules say at a preview of a stack that has nothing yet. */
export interface FirstPreview {
  readonly messages: readonly string[];
  /** How many servers were judged. */
  readonly servers: number;
  /** Whether the rules about whole stacks were asked as well. */
  readonly isWhole: boolean;
}

/** Previews a stack with all rules. */
export async function foundAtFirst(ground: Ground, name: string): Promise<FirstPreview> {
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent) => events.push(event);
  const stack = await ground.open(name);
  const failure = await stack.preview({ policyPacks: [packFolder("all")], onEvent }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const messages = events.flatMap(({ policyEvent }) => policyEvent?.message ?? []);
  if (failure !== undefined && messages.length === 0) {
    throw failure;
  }
  const types = events.map(({ resourcePreEvent }) => resourcePreEvent?.metadata.type);
  return {
    messages,
    servers: types.filter((type) => type === "comanaged:server:Server").length,
    isWhole: events.some((event) => "policyAnalyzeStackSummaryEvent" in event),
  };
}
