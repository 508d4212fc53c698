import { z } from "zod";
import type { Json, JsonObject } from "./json.js";

const json: z.ZodType<Json> = z.json();

/** Provider configuration arrives with lists, objects and flags as JSON text. */
export function parseConfig(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? parseText(value) : value,
    ]),
  );
}

function parseText(text: string): Json {
  if (!/^\s*[[{]|^(true|false)$/.test(text)) {
    return text;
  }
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return text;
  }
}
