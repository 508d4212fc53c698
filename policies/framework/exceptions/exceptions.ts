import { grouped } from "../graph.js";
import type { RuleFacts } from "../rule.js";
import type { Exception, ExceptionSettings } from "./exception.js";
import { flawsOf, mostResources } from "./flaws.js";

/** A resource as exceptions name it. */
export interface Subject {
  readonly urn: string;
  readonly aliases: readonly string[];
}

/** Something wrong with an exception. */
export interface Complaint {
  readonly exception: Exception;
  /** Where it stands in the configuration, such as `exceptions[0]`. */
  readonly path: string;
  readonly message: string;
}

interface Entry {
  readonly exception: Exception;
  readonly path: string;
  readonly flaws: readonly string[];
  readonly covered: Set<string>;
}

/** The exceptions of an estate from the rules of a pack; those of other packs are left to them. */
export class Exceptions {
  readonly #entries: readonly Entry[];
  readonly #inForce: ReadonlyMap<string, readonly Entry[]>;

  constructor(settings: ExceptionSettings, rules: ReadonlyMap<string, RuleFacts>) {
    this.#entries = settings.exceptions.flatMap((exception, index): readonly Entry[] => {
      const rule = rules.get(exception.rule);
      const path = `exceptions[${index}]`;
      const covered = new Set<string>();
      return rule ? [{ exception, path, covered, flaws: flawsOf(exception, rule, settings) }] : [];
    });
    const sound = this.#entries.filter(({ flaws }) => flaws.length === 0);
    this.#inForce = grouped(sound.map((entry) => [entry.exception.rule, entry]));
  }

  /** The exception that lets the resource break the rule, remembered as used. */
  use(rule: string, subject: Subject): Exception | undefined {
    const entry = this.#inForce.get(rule)?.find(({ exception }) => covers(exception, subject));
    entry?.covered.add(subject.urn);
    return entry?.exception;
  }

  /** What keeps exceptions from being in force; that is known before any resource is seen. */
  flaws(): readonly Complaint[] {
    return this.#entries.flatMap(({ exception, path, flaws }) =>
      flaws.map((message) => ({ exception, path, message })),
    );
  }

  /** Exceptions in force that cover more resources than they may, once all have been seen. */
  tooBroad(): readonly Complaint[] {
    const message = `it is too broad: it covers more than ${mostResources} resources`;
    return this.#entries
      .filter(({ covered }) => covered.size > mostResources)
      .map(({ exception, path }) => ({ exception, path, message }));
  }

  /** Exceptions in force that nothing needs, once all resources have been seen. */
  unused(): readonly Complaint[] {
    const message = "nothing that it covers breaks the rule";
    return this.#entries
      .filter(({ flaws, covered }) => flaws.length === 0 && covered.size === 0)
      .map(({ exception, path }) => ({ exception, path, message }));
  }
}

/** Whether the resource, under its name or one that it had before, is one that is excepted. */
function covers({ resource }: Exception, { urn, aliases }: Subject): boolean {
  const urns = [urn, ...aliases];
  return resource.startsWith("urn:")
    ? urns.includes(resource)
    : urns.some((each) => matches(resource, each.split("::").slice(3).join("::")));
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
