import { isUnknown } from "./unknown.js";

/** What a rule sees of a value: itself, or why there is none to decide with. */
export type Seen<T> =
  | { readonly state: "known"; readonly value: T }
  | { readonly state: "missing" }
  | { readonly state: "unknown" }
  | { readonly state: "wrongType" };

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * One input of a resource, or a place where one could be.
 *
 * Reading never throws: what lies below an unknown value is unknown, below a missing one missing,
 * below a value of another shape of the wrong type. So one unknown input hides no other one.
 */
export class Field {
  /** Where the input is, such as `ingress[0].cidrBlocks`; empty for the resource itself. */
  readonly path: string;
  readonly #raw: unknown;
  #plain: unknown;

  constructor(raw: unknown, path = "") {
    this.#raw = raw;
    this.path = path;
  }

  /** How much is known of the value here, whatever its type. */
  get state(): "known" | "missing" | "unknown" {
    if (this.#raw === undefined || this.#raw === null) {
      return "missing";
    }
    return isUnknown(this.#raw) ? "unknown" : "known";
  }

  /** The property `key`. A property that the object only inherits is missing. */
  get(key: string): Field {
    const dot = this.path === "" ? "" : ".";
    const path = `${this.path}${plainKey.test(key) ? `${dot}${key}` : `[${JSON.stringify(key)}]`}`;
    const raw = this.#raw;
    if (this.state !== "known") {
      return new Field(raw, path);
    }
    if (!isObject(raw)) {
      return new Field(misfit, path);
    }
    return new Field(Object.hasOwn(raw, key) ? raw[key] : undefined, path);
  }

  /** The elements of a list. */
  items(): Seen<readonly Field[]> {
    return this.#read((raw) =>
      Array.isArray(raw) ? raw.map((item, i) => new Field(item, `${this.path}[${i}]`)) : undefined,
    );
  }

  /** The names of an object's properties. */
  keys(): Seen<readonly string[]> {
    return this.#read((raw) => (isObject(raw) ? Object.keys(raw) : undefined));
  }

  /**
   * The JSON document that the value is written as, read as if its content stood here. A document
   * that is no text stays as it is; text that is no JSON has no properties.
   */
  json(): Field {
    const text = this.text();
    return text.state === "known" ? new Field(parsed(text.value), this.path) : this;
  }

  /** The elements of a list; a value that is no list stands for its only element. */
  oneOrMany(): Seen<readonly Field[]> {
    const items = this.items();
    return items.state === "wrongType" ? { state: "known", value: [this] } : items;
  }

  /** The value as text. */
  text(): Seen<string> {
    return this.#read((raw) => (typeof raw === "string" ? raw : undefined));
  }

  /** The value as a number. */
  number(): Seen<number> {
    return this.#read((raw) => (typeof raw === "number" ? raw : undefined));
  }

  /** The value as a boolean. */
  flag(): Seen<boolean> {
    return this.#read((raw) => (typeof raw === "boolean" ? raw : undefined));
  }

  /** The whole value; `unknownPart` stands where something is not known yet. */
  plain(): unknown {
    this.#plain ??= plainOf(this.#raw);
    return this.#plain;
  }

  #read<T>(convert: (raw: unknown) => T | undefined): Seen<T> {
    if (this.state !== "known") {
      return { state: this.state };
    }
    const value = convert(this.#raw);
    return value === undefined ? { state: "wrongType" } : { state: "known", value };
  }
}

/** Stands for a part of a value that only the update knows. It has no type that a reader asks for. */
export const unknownPart = Symbol("known at the update");

function plainOf(raw: unknown): unknown {
  if (isUnknown(raw)) {
    return unknownPart;
  }
  if (Array.isArray(raw)) {
    return raw.map(plainOf);
  }
  return isObject(raw)
    ? Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, plainOf(value)]))
    : raw;
}

/** Stands below a value that has no properties; it has no type that a rule asks for. */
const misfit = Symbol("below a value without properties");

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return misfit;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
