import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { packageFolder } from "../../../cli/packageFolder.js";
import type { Mutant } from "./mutants.js";

/**
 * Why mutants of a property are harmless: by type and property one reason, or one for each of some
 * kinds, such as `flipped, removed`. Where only some resources are meant, they stand after `on`.
 */
const fileSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
);

const folder = join(packageFolder, "test/policies/mutants/harmless");

/** One reason, and which mutants it is for. */
export interface Excuse {
  readonly type: string;
  /** A pattern of places. */
  readonly place: string;
  /** Every kind when it is left out. */
  readonly kinds?: readonly string[];
  /** Patterns of names of resources; every one when they are left out. */
  readonly names?: readonly string[];
  readonly reason: string;
}

/** Every reason of the data files. */
export function readExcuses(): readonly Excuse[] {
  return readdirSync(folder).flatMap((name) => {
    const content = fileSchema.parse(load(readFileSync(join(folder, name), "utf8")));
    return Object.entries(content).flatMap(([type, places]) =>
      Object.entries(places).flatMap(([place, said]) =>
        typeof said === "string"
          ? [{ type, place: placeIn(place), reason: said }]
          : Object.entries(said).map(([key, reason]) => ({
              ...{ type, place: placeIn(place), reason },
              ...meant(key),
            })),
      ),
    );
  });
}

/** The resource as a whole is written `whole`. */
function placeIn(key: string): string {
  return key === "whole" ? "" : key;
}

function meant(key: string): Pick<Excuse, "kinds" | "names"> {
  const [kinds = "", names] = key.split(" on ");
  return { kinds: kinds.split(", "), ...(names !== undefined && { names: names.split(", ") }) };
}

/** Whether the reason is for the mutant. */
export function excuses({ type, place, kinds, names }: Excuse, mutant: Mutant): boolean {
  return (
    type === mutant.type &&
    isLike(mutant.place, place) &&
    (kinds?.includes(mutant.kind) ?? true) &&
    (names?.some((pattern) => isLike(nameOf(mutant), pattern)) ?? true)
  );
}

function nameOf({ urn }: Mutant): string {
  return urn.split("::").at(-1) ?? "";
}

/** A star in the pattern stands for anything within one pair of brackets. */
function isLike(text: string, pattern: string): boolean {
  const expression = pattern.replace(/[^\w*]/g, "\\$&").replaceAll("*", "[^[\\]]*");
  return new RegExp(`^${expression}$`).test(text);
}
