import type { AnalyzeRequest, AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { guestinfoKeys, tagKeys } from "../../../components/service/tags.js";
import { plainToken } from "../../../policies/framework/token.js";
import type { Inputs } from "../support/cases.js";
import { opened } from "../support/verdict.js";
import type { Capture } from "./capture.js";
import { inputsOf } from "./schema.js";
import { gone, type Variant, variantsOf } from "./values.js";

export type Path = readonly (string | number)[];

/** One change to one resource of a stack. */
export interface Mutant {
  readonly stack: string;
  readonly urn: string;
  readonly type: string;
  /**
   * The property without positions in lists, such as `disks[].size`; elements that say what they
   * are stand under their words, such as `targets[tag:Owner]`. Empty for the resource.
   */
  readonly place: string;
  readonly kind: string;
  /** What the resource is in, which changes what rules ask of it. */
  readonly context: string;
  readonly change: Change;
}

/** What is done: another value at a path, a resource left out, a dependency of a property cut. */
export type Change =
  | { readonly path: Path; readonly value: unknown }
  | "left out"
  | { readonly property: string; readonly from: string };

/** What mutants of resources of one type have in common: the property and what was done to it. */
export function classOf({ type, place, kind }: Pick<Mutant, "type" | "place" | "kind">): string {
  return [type, place, kind].join(" | ");
}

/** How many values that several resources write alike are changed in the same way. */
const mostAlike = Number(process.env["ESCAPE_ALIKE"] ?? 1);

/**
 * Of values that resources of one role, in one setting, write in the same place, the first ones.
 * Every resource is left out, and every edge cut.
 */
export function sampledMutants(captures: readonly Capture[]): readonly Mutant[] {
  const alike = new Map<string, Mutant[]>();
  const byUrn = (one: Mutant, other: Mutant) => (one.urn < other.urn ? -1 : 1);
  // Stable, so that the mutants of one resource keep their order.
  for (const mutant of captures.flatMap(allMutants).sort(byUrn)) {
    const key = [classOf(mutant), mutant.context, roleOf(mutant)].join(" | ");
    const known = alike.get(key) ?? [];
    if (known.length < mostAlike) {
      alike.set(key, [...known, mutant]);
    }
  }
  return [...alike.values()].flat();
}

/** Roles, keys and commands are judged by what they are for, which the last word of their names tells. */
function roleOf({ type, urn }: Mutant): string {
  return /^(aws:(iam|kms)|command:)/.test(type) ? (urn.split(/::|-/).at(-1) ?? "") : "";
}

/** Every mutant of a captured stack. Components are no resources of a platform and stay as they are. */
export function allMutants({ stack, resources, whole }: Capture): readonly Mutant[] {
  const nodes = new Map(whole.getResourcesList().map((node) => [node.getUrn(), node]));
  return resources.flatMap((resource) => {
    const node = nodes.get(resource.getUrn());
    const type = plainToken(resource.getType());
    const own = { stack, urn: resource.getUrn(), type, context: resource.getUrn() };
    if (node === undefined || inputsOf(type) === undefined) {
      return [];
    }
    return [
      { ...own, place: "", kind: "left out", change: "left out" as const },
      ...ofValues(resource).map((changed) => ({ ...own, ...changed })),
      ...ofEdges(node).map((changed) => ({ ...own, ...changed })),
    ];
  });
}

type Changed = Pick<Mutant, "place" | "kind" | "change">;

interface Spot {
  readonly path: Path;
  readonly value: unknown;
  readonly place: string;
}

function ofValues(resource: AnalyzeRequest): readonly (Changed & Pick<Mutant, "context">)[] {
  const inputs: Inputs = Object(opened(resource.getProperties()?.toJavaScript() ?? {}));
  const shape = inputsOf(resource.getType());
  const setting = settingOf(inputs);
  return spotsIn(inputs)
    .filter(({ place }) => place !== "")
    .flatMap(({ path, value, place }) =>
      variantsOf(value, shape?.at(path)).map(([kind, other]: Variant) => ({
        ...{ place, kind, context: setting },
        change: { path, value: other },
      })),
    );
}

/** Rules ask more of servers in production, and of what the Internet reaches. */
function settingOf(inputs: Inputs): string {
  const { tags, extraConfig } = inputs;
  const told = Object(tags)[tagKeys.environment] ?? Object(extraConfig)[guestinfoKeys.environment];
  const networks = Object.values(inputs).filter((value) => /\/\d+$/.test(String(value)));
  return [told, ...networks].join(" ");
}

/** Everything below a value and where it is. */
function spotsIn(value: unknown, above?: Spot): readonly Spot[] {
  const { path, place } = above ?? { path: [], place: "" };
  const own = { path, value, place };
  if (typeof value !== "object" || value === null) {
    return [own];
  }
  const below = Array.isArray(value)
    ? value.flatMap((child: unknown, index) =>
        spotsIn(child, {
          ...{ path: [...path, index], value: child },
          place: `${place}[${wordOf(child)}]`,
        }),
      )
    : Object.entries(value).flatMap(([key, child]) =>
        spotsIn(child, {
          ...{ path: [...path, key], value: child },
          place: [...(place === "" ? [] : [place]), /^\d+$/.test(key) ? "*" : key].join("."),
        }),
      );
  return [own, ...below];
}

/** The words by which an element says what it is; none where it has no such words. */
function wordOf(element: unknown): string {
  if (typeof element === "string") {
    return /^[A-Za-z_]+$/.test(element) ? element : "";
  }
  const { key, name, values, access, ruleName } = Object(element);
  const word = key ?? ruleName ?? (values === undefined ? access && `${access} ${name}` : name);
  return typeof word === "string" ? word : "";
}

/** Each resource that a property is made from no longer having a part in it. */
function ofEdges(node: AnalyzerResource): readonly Changed[] {
  const changes: Changed[] = [];
  node.getPropertydependenciesMap().forEach((dependencies, property) => {
    for (const from of dependencies.getUrnsList()) {
      const target = plainToken(from.split("::")[2]?.split("$").at(-1) ?? "");
      changes.push({ place: property, kind: `cut from ${target}`, change: { property, from } });
    }
  });
  return changes;
}

/** The value with another one at the path. */
export function withValue(whole: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return value;
  }
  if (Array.isArray(whole) && typeof step === "number") {
    return value === gone && rest.length === 0
      ? whole.toSpliced(step, 1)
      : whole.with(step, withValue(whole[step], rest, value));
  }
  if (typeof whole !== "object" || whole === null) {
    return whole;
  }
  const entries = Object.entries(whole).flatMap(([key, child]): [string, unknown][] => {
    if (key !== step) {
      return [[key, child]];
    }
    return value === gone && rest.length === 0 ? [] : [[key, withValue(child, rest, value)]];
  });
  return Object.fromEntries(entries);
}
