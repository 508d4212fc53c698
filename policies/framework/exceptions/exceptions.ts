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
  /** URNs of what it has let pass. */
  readonly covered: Set<string>;
  /** Those among them that it names by what they were called before. */
  readonly renamed: Set<string>;
}

/** The exceptions of an estate from the rules of a pack; those of other packs are left to them. */
export class Exceptions {
  readonly #entries: readonly Entry[];
  readonly #inForce: ReadonlyMap<string, readonly Entry[]>;
  readonly #renamed: readonly (readonly [string, readonly string[]])[];

  constructor(settings: ExceptionSettings, rules: ReadonlyMap<string, RuleFacts>) {
    this.#entries = settings.exceptions.flatMap((exception, index): readonly Entry[] => {
      const rule = rules.get(exception.rule);
      const path = `exceptions[${index}]`;
      const seen = { covered: new Set<string>(), renamed: new Set<string>() };
      return rule ? [{ exception, path, ...seen, flaws: flawsOf(exception, rule, settings) }] : [];
    });
    const sound = this.#entries.filter(({ flaws }) => flaws.length === 0);
    this.#renamed = Object.entries(settings.renamed ?? {});
    this.#inForce = grouped(sound.map((entry) => [entry.exception.rule, entry]));
  }

  /** The exception that lets the resource break the rule, remembered as used. */
  use(rule: string, { urn, aliases }: Subject): Exception | undefined {
    const entries = this.#inForce.get(rule) ?? [];
    const byName = entries.find(({ exception }) => covers(exception, urn));
    const former = () => [...aliases, ...this.#formerly(urn)];
    const entry =
      byName ?? entries.find(({ exception }) => former().some((each) => covers(exception, each)));
    entry?.covered.add(urn);
    if (byName === undefined) {
      entry?.renamed.add(urn);
    }
    return entry?.exception;
  }

  /** What the resource was called when its server had another name. */
  #formerly(urn: string): readonly string[] {
    const at = urn.lastIndexOf("::") + 2;
    const name = urn.slice(at);
    return this.#renamed.flatMap(([now, former]) =>
      name === now || name.startsWith(`${now}-`)
        ? former.map((one) => `${urn.slice(0, at)}${one}${name.slice(now.length)}`)
        : [],
    );
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

  /**
   * Exceptions in force that name a resource as it was called before. The engine tells the former
   * name only in the run that renames it, and an estate not for ever.
   */
  outdated(): readonly Complaint[] {
    const message = "a resource that it covers has a new name; write that one from now on";
    return this.#entries
      .filter(({ renamed }) => renamed.size > 0)
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

function covers({ resource }: Exception, urn: string): boolean {
  return resource.startsWith("urn:")
    ? resource === urn
    : matches(resource, urn.split("::").slice(3).join("::"));
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
