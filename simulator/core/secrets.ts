import { createHash } from "node:crypto";
import { isList, isObject, type Json, type JsonObject, type Path, valueAt } from "./json.js";
import { type Decoded, unknownValue } from "./wire.js";

const sealKey = "$sealed";
const shortestSecret = 6;

/** What a sealed value shows where nobody can say what it was. */
const hiddenValue = "[secret]";

/** Replaces the secrets by salted hashes: the world never holds them in clear text. */
export function seal({ value, secrets }: Decoded, salt: string): JsonObject {
  if (secrets.length === 0) {
    return value;
  }
  const sealed = new Set(secrets.map((path) => JSON.stringify(path)));
  return mapObject(value, [], (item, path) =>
    sealed.has(JSON.stringify(path)) ? { [sealKey]: hash(item, salt) } : undefined,
  );
}

/**
 * Opens sealed values with those that the caller already knows; a value that none of them fits
 * has changed and is shown as `[secret]`. All of them stay secrets.
 */
export function unseal(value: JsonObject, known: readonly JsonObject[], salt: string): Decoded {
  const secrets: Path[] = [];
  const opened = mapObject(value, [], (item, path) => {
    const seal = isObject(item) ? item[sealKey] : undefined;
    if (seal === undefined) {
      return undefined;
    }
    secrets.push(path);
    const candidates = known.map((props) => valueAt(props, path)).filter((v) => v !== undefined);
    const [found = hiddenValue] = candidates.filter((value) => hash(value, salt) === seal);
    return found;
  });
  return { value: opened, secrets };
}

/** Every text inside the secrets that is long enough to be told apart from ordinary words. */
export function secretTexts({ value, secrets }: Decoded): string[] {
  return secrets.flatMap((path) => textsIn(valueAt(value, path))).filter(isTelling);
}

function isTelling(text: string): boolean {
  return text.length >= shortestSecret && text !== unknownValue && text !== hiddenValue;
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (isList(value)) {
    return value.flatMap(textsIn);
  }
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** The message with the secret texts hidden. */
export function redact(message: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret, hiddenValue), message);
}

/** The properties with the secret texts hidden wherever they were copied to. */
export function redactObject(value: JsonObject, secrets: readonly string[]): JsonObject {
  return mapObject(value, [], (item) =>
    typeof item === "string" ? redact(item, secrets) : undefined,
  );
}

function hash(value: Json, salt: string): string {
  return createHash("sha256").update(salt).update(JSON.stringify(value)).digest("hex");
}

type Replace = (value: Json, path: Path) => Json | undefined;

function mapObject(value: JsonObject, path: Path, replace: Replace): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapValue(item, [...path, key], replace)]),
  );
}

function mapValue(value: Json, path: Path, replace: Replace): Json {
  const replaced = replace(value, path);
  if (replaced !== undefined) {
    return replaced;
  }
  if (isList(value)) {
    return value.map((item, index) => mapValue(item, [...path, index], replace));
  }
  return isObject(value) ? mapObject(value, path, replace) : value;
}
