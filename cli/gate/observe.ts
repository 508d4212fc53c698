import { z } from "zod";
import { withoutColors } from "../stack/run.js";

const state = z.object({
  parent: z.string().default(""),
  protect: z.boolean().default(false),
  retainOnDelete: z.boolean().default(false),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const metadata = z.object({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  old: state.nullish(),
  new: state.nullish(),
  keys: z.array(z.string()).nullish(),
});

/** The engine's events as far as the gate reads them. */
const engineEvent = z.object({
  resourcePreEvent: z.object({ metadata }).optional(),
  resOutputsEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z
    .object({ urn: z.string().default(""), message: z.string(), severity: z.string() })
    .optional(),
  policyEvent: z
    .object({
      resourceUrn: z.string().default(""),
      message: z.string(),
      policyName: z.string(),
      enforcementLevel: z.string(),
    })
    .optional(),
  policyAnalyzeSummaryEvent: z.object({ passed: z.array(z.string()).default([]) }).optional(),
  policyAnalyzeStackSummaryEvent: z.object({ passed: z.array(z.string()).default([]) }).optional(),
  summaryEvent: z.object({}).optional(),
});

type EngineEvent = z.infer<typeof engineEvent>;

/** What the engine would do with a resource. */
export type Step = z.infer<typeof metadata>;

/** What a policy says about a resource. */
export type PolicyEvent = NonNullable<EngineEvent["policyEvent"]>;

/** What a preview showed. */
export interface Observed {
  /** One for each operation on each resource, unchanged ones included. */
  readonly steps: readonly Step[];
  readonly policies: readonly PolicyEvent[];
  /** Ids of the rules that passed somewhere. */
  readonly passed: ReadonlySet<string>;
  /** Whether rules on whole stacks were asked; an error before keeps them from it. */
  readonly relationsEvaluated: boolean;
  /** What the engine told as errors; the URN is empty where no resource is to blame. */
  readonly errors: readonly { readonly urn: string; readonly message: string }[];
  /** Whether the engine came to the end of the preview. */
  readonly ended: boolean;
}

/** Operations that are shown once more as another one. */
const doubled: ReadonlySet<string> = new Set(["create-replacement", "delete-replaced"]);

/** What a preview showed, from the events of the engine. */
export function observe(events: readonly unknown[]): Observed {
  const seen = events.map((event) => engineEvent.parse(event));
  const steps = new Map<string, Step>();
  for (const { resourcePreEvent, resOutputsEvent } of seen) {
    // Outputs come last: they have what the stack will tell.
    for (const step of [resourcePreEvent?.metadata, resOutputsEvent?.metadata]) {
      if (step !== undefined && !doubled.has(step.op)) {
        steps.set(`${step.op} ${step.urn}`, step);
      }
    }
  }
  const each = <T>(pick: (event: EngineEvent) => T | undefined): T[] =>
    seen.flatMap((event) => pick(event) ?? []);
  return {
    steps: [...steps.values()],
    policies: each(({ policyEvent }) => policyEvent),
    passed: new Set([
      ...each((event) => event.policyAnalyzeSummaryEvent).flatMap(({ passed }) => passed),
      ...each((event) => event.policyAnalyzeStackSummaryEvent).flatMap(({ passed }) => passed),
    ]),
    relationsEvaluated: seen.some((event) => event.policyAnalyzeStackSummaryEvent !== undefined),
    errors: each(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "error" ? diagnosticEvent : undefined,
    ).map(({ urn, message }) => ({ urn, message: withoutColors(message).trim() })),
    ended: seen.some(({ summaryEvent }) => summaryEvent !== undefined),
  };
}

/** The last part of a URN: the name that the program gave. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
