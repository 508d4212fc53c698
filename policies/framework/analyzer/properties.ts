import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { Field } from "../field.js";

/** The key that tells what is special about an object in Pulumi's protocol, and its word for secrets. */
const specialKey = "4dabf18193072939515e22adb298388d";
const secretWord = "1b47061264138c4ac30d75fd1eb44270";

const read = new WeakMap<Struct, Field>();

/** The properties of a resource as rules read them, its secrets opened. A message is read once. */
export function propertiesIn(struct: Struct | undefined): Field {
  if (struct === undefined) {
    return new Field({});
  }
  const known = read.get(struct) ?? new Field(opened(struct.toJavaScript()));
  read.set(struct, known);
  return known;
}

/** The value with what secrets hide in their places; most values hold none and stay as they are. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      value[index] = opened(item);
    }
    return value;
  }
  return isObject(value) ? openedObject(value) : value;
}

function openedObject(object: Record<string, unknown>): unknown {
  if (object[specialKey] === secretWord) {
    return opened(object["value"]);
  }
  for (const key in object) {
    object[key] = opened(object[key]);
  }
  return object;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
