import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { isList, isObject, type Json, type JsonObject, type Path } from "./json.js";

/** A value that is not known yet, as Pulumi's protocol writes it. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknownForms = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/** Properties without their wire forms, and where the secrets among them are. */
export interface Decoded {
  readonly value: JsonObject;
  readonly secrets: readonly Path[];
}

/** Reads a struct of Pulumi's protocol. A secret inside a secret counts once, as the outer one. */
export function decodeStruct(struct: Struct | undefined): Decoded {
  const secrets: Path[] = [];
  return { value: struct ? decodeFields(struct, [], secrets) : {}, secrets };
}

/** Writes properties as a struct of Pulumi's protocol; secret paths that lead nowhere are ignored. */
export function encodeStruct(value: JsonObject, secrets: readonly Path[] = []): Struct {
  return encodeFields(value, [], new Set(secrets.map((path) => JSON.stringify(path))));
}

function decodeFields(struct: Struct, path: Path, secrets: Path[]): JsonObject {
  const fields: [string, Json][] = [];
  struct.getFieldsMap().forEach((value, key) => {
    fields.push([key, decodeValue(value, [...path, key], secrets)]);
  });
  // The wire has no order of keys; a fixed one keeps the world and its hashes the same.
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function decodeValue(value: Value, path: Path, secrets: Path[]): Json {
  switch (value.getKindCase()) {
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.STRING_VALUE:
      return decodeText(value.getStringValue());
    case Value.KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map((item, index) =>
        decodeValue(item, [...path, index], secrets),
      );
    case Value.KindCase.STRUCT_VALUE:
      return decodeObject(value.getStructValue(), path, secrets);
    default:
      return null;
  }
}

function decodeText(text: string): string {
  return unknownForms.has(text) ? unknownValue : text;
}

function decodeObject(struct: Struct | undefined, path: Path, secrets: Path[]): Json {
  if (struct === undefined) {
    return {};
  }
  const fields = struct.getFieldsMap();
  switch (fields.get(signatureKey)?.getStringValue()) {
    case secretSignature:
      return decodeSecret(fields.get("value"), path, secrets);
    case outputSignature:
      return fields.get("secret")?.getBoolValue()
        ? decodeSecret(fields.get("value"), path, secrets)
        : decodeOutput(fields.get("value"), path, secrets);
    case resourceSignature:
      return decodeOutput(fields.get("id"), path, secrets);
    default:
      return decodeFields(struct, path, secrets);
  }
}

function decodeSecret(value: Value | undefined, path: Path, secrets: Path[]): Json {
  secrets.push(path);
  return decodeOutput(value, path, []);
}

function decodeOutput(value: Value | undefined, path: Path, secrets: Path[]): Json {
  return value === undefined ? unknownValue : decodeValue(value, path, secrets);
}

function encodeFields(value: JsonObject, path: Path, secrets: ReadonlySet<string>): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [key, item] of Object.entries(value)) {
    fields.set(key, encodeValue(item, secrets.size > 0 ? [...path, key] : path, secrets));
  }
  return struct;
}

function encodeValue(value: Json, path: Path, secrets: ReadonlySet<string>): Value {
  if (secrets.size > 0 && secrets.has(JSON.stringify(path))) {
    const secret = new Struct();
    secret.getFieldsMap().set(signatureKey, new Value().setStringValue(secretSignature));
    secret.getFieldsMap().set("value", encodePlain(value, path, new Set()));
    return new Value().setStructValue(secret);
  }
  return encodePlain(value, path, secrets);
}

function encodePlain(value: Json, path: Path, secrets: ReadonlySet<string>): Value {
  if (value === null) {
    return new Value().setNullValue(NullValue.NULL_VALUE);
  }
  if (isList(value)) {
    const items = value.map((item, index) =>
      encodeValue(item, secrets.size > 0 ? [...path, index] : path, secrets),
    );
    return new Value().setListValue(new ListValue().setValuesList(items));
  }
  if (isObject(value)) {
    return new Value().setStructValue(encodeFields(value, path, secrets));
  }
  switch (typeof value) {
    case "number":
      return new Value().setNumberValue(value);
    case "boolean":
      return new Value().setBoolValue(value);
    default:
      return new Value().setStringValue(value);
  }
}
