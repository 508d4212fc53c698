import type { Level } from "../../components/service/blastRadius/level.js";
import type { VerdictLine } from "../../policies/framework/verdictLine.js";
import type { Place } from "../../stacks/schema/places.js";

/** How the judgement of a stack ended, from best to worst, each with its exit code. */
export const outcomes = { clean: 0, findings: 1, "broken input": 2, "broken engine": 3 } as const;

/** How the judgement of a stack ended. */
export type Outcome = keyof typeof outcomes;

/** What a rule says about a resource. */
export interface Verdict extends Omit<VerdictLine, "rule"> {
  /** Id of the rule, or the name of a policy of somebody else's pack. */
  readonly rule: string;
  /** What holds where the rule passes, one sentence without a full stop. */
  readonly title: string;
  /** Whether it stops the change. */
  readonly stops: boolean;
  /** URN of the resource; empty for the stack. */
  readonly urn: string;
  /** The server that the resource belongs to. */
  readonly server?: string;
  readonly place?: Place;
}

/** Why a change is refused although every file is in order and no rule was broken. */
export interface Refusal {
  /** Where in the estate, such as `servers.db.disks.data`; empty when nobody knows. */
  readonly path: string;
  readonly message: string;
  readonly place?: Place;
}

/** A mistake in a file. */
export interface Mistake {
  readonly place: Place;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** What becomes of a server. */
export interface ServerReport {
  readonly name: string;
  readonly change: "added" | "changed" | "removed";
  /** What the change does to the running server; an added one does not run yet. */
  readonly level: Level;
  /** Everything that changes, with its reason. */
  readonly reasons: readonly string[];
  /** How long it is away and when; undefined when it stays up. */
  readonly downtime?: string;
  /** Facts that customers know it by, such as `patch group: test → production`. */
  readonly moves: readonly string[];
  /** The next opening of its maintenance window. */
  readonly nextWindow?: string;
  /** What is known of its backups. */
  readonly backup?: string;
  /** What is left for the customer to do. */
  readonly customerTasks: readonly string[];
  readonly place?: Place;
}

/** An object that the change takes out of the stack. */
export interface Leaving {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Whether it stays on its platform; otherwise it is deleted there. */
  readonly stays: boolean;
}

/** An exception that lets a finding pass. */
export interface ExceptionInUse {
  readonly rule: string;
  readonly urn: string;
  /** Such as `CHG-4711 until 2027-01-31`. */
  readonly exception: string;
  /** Days from the planning date; undefined when no date is known. */
  readonly daysLeft?: number;
}

/** What the judgement of a stack has found. */
export interface StackReport {
  readonly stack: string;
  readonly outcome: Outcome;
  /** Name of the customer; absent for the site and for what could not be read. */
  readonly customer?: string;
  /** The planning date from which everything is counted. */
  readonly asOf?: string;
  readonly mistakes: readonly Mistake[];
  /** Why nothing could be judged, as the engine told it. */
  readonly failure?: string;
  readonly refusals: readonly Refusal[];
  readonly verdicts: readonly Verdict[];
  /** Ids of the rules that were asked and had nothing to say. */
  readonly passed: readonly string[];
  /** What was not judged, as sentences. */
  readonly notEvaluated: readonly string[];
  readonly servers: readonly ServerReport[];
  /** Operations on everything that belongs to no server, such as `{ update: 2 }`. */
  readonly elsewhere: Readonly<Record<string, number>>;
  readonly leaving: readonly Leaving[];
  /** What is confirmed in the estate and so goes through. */
  readonly confirmations: readonly string[];
  readonly exceptions: readonly ExceptionInUse[];
  /** Patching at short notice that is still to come, one sentence each. */
  readonly emergencies: readonly string[];
}

/** What a command has found in all stacks that it judged. */
export interface Report {
  readonly command: "gate" | "audit";
  readonly stacks: readonly StackReport[];
  /** Files that the change has as well and that were not taken from it: program, rules, catalog. */
  readonly notTaken: readonly string[];
}

/** A report of a stack of which nothing is known but its name. */
export function emptyReport(stack: string, outcome: Outcome): StackReport {
  return {
    ...{ stack, outcome, mistakes: [], refusals: [], verdicts: [], passed: [], notEvaluated: [] },
    ...{ servers: [], elsewhere: {}, leaving: [], confirmations: [], exceptions: [] },
    emergencies: [],
  };
}

/** The worst outcome of all stacks; clean when there are none. */
export function worstOutcome(stacks: readonly StackReport[]): Outcome {
  return stacks
    .map(({ outcome }) => outcome)
    .reduce<Outcome>((worst, one) => (outcomes[one] > outcomes[worst] ? one : worst), "clean");
}

/** Whether a verdict is a finding: an excepted one is none, and what advises stops nothing. */
export function isFinding({ verdict, stops }: Verdict): boolean {
  return stops && (verdict === "fail" || verdict === "undetermined");
}
