import * as assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Json, JsonObject, Path } from "../../simulator/core/json.js";
import { valueAt } from "../../simulator/core/json.js";
import { redact, seal, secretTexts, unseal } from "../../simulator/core/secrets.js";
import { decodeStruct, encodeStruct, unknownValue } from "../../simulator/core/wire.js";

const { value: anyJson } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.string({ unit: "grapheme" }),
    fc.constant(unknownValue),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.string({ maxLength: 5 }), tie("value"), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));
const anyObject = fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), anyJson, {
  maxKeys: 5,
  noNullPrototype: true,
});

/** Every path of a value, outermost first. */
function pathsOf(value: Json, path: Path = []): Path[] {
  const members: [string | number, Json][] = Array.isArray(value)
    ? value.map((item: Json, index): [number, Json] => [index, item])
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  return members.flatMap(([key, item]) => [[...path, key], ...pathsOf(item, [...path, key])]);
}

/** An object with some of its values secret, none of them inside another. */
const withSecrets = anyObject.chain((value) => {
  const paths = pathsOf(value);
  return fc.subarray(paths, { maxLength: Math.min(5, paths.length) }).map((chosen) => ({
    value,
    secrets: chosen.filter(
      (path) =>
        !chosen.some((o) => o.length < path.length && o.every((step, i) => step === path[i])),
    ),
  }));
});

function overTheWire(struct: Struct): Struct {
  return Struct.deserializeBinary(struct.serializeBinary());
}

function sorted(paths: readonly Path[]): string[] {
  return paths.map((path) => JSON.stringify(path)).sort();
}

describe("the wire form", () => {
  it("returns every value and every secret as it was", () => {
    fc.assert(
      fc.property(withSecrets, ({ value, secrets }) => {
        const decoded = decodeStruct(overTheWire(encodeStruct(value, secrets)));
        assert.deepEqual(decoded.value, value);
        assert.deepEqual(sorted(decoded.secrets), sorted(secrets));
      }),
    );
  });

  it("reads a secret inside a secret as the outer one", () => {
    const inner = encodeStruct({ a: { b: "x" } }, [["a", "b"]]);
    const outer = encodeStruct({ c: 1 }, [["c"]]);
    const whole = outer.getFieldsMap().get("c")?.getStructValue();
    const value = inner.getFieldsMap().get("a");
    assert.ok(whole && value);
    whole.getFieldsMap().set("value", value);
    assert.deepEqual(decodeStruct(outer), { value: { c: { b: "x" } }, secrets: [["c"]] });
  });

  it("knows every form of an unknown value", () => {
    const numberForm = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
    assert.deepEqual(decodeStruct(encodeStruct({ a: [numberForm] })).value, { a: [unknownValue] });
  });

  it("reads output values: secret, unknown and plain", () => {
    const output = (fields: JsonObject) => ({
      "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
      ...fields,
    });
    const decoded = decodeStruct(
      encodeStruct({
        plain: output({ value: 1, dependencies: ["urn"] }),
        secret: output({ value: "x", secret: true }),
        unknown: output({}),
      }),
    );
    assert.deepEqual(decoded.value, { plain: 1, secret: "x", unknown: unknownValue });
    assert.deepEqual(decoded.secrets, [["secret"]]);
  });
});

describe("sealed secrets", () => {
  it("open again with the values that are known, and never hold them", () => {
    fc.assert(
      fc.property(withSecrets, ({ value, secrets }) => {
        const sealed = seal({ value, secrets }, "salt");
        const opened = unseal(sealed, [{}, value], "salt");
        assert.deepEqual(opened.value, value);
        assert.deepEqual(sorted(opened.secrets), sorted(secrets));
        for (const path of secrets) {
          assert.notDeepEqual(valueAt(sealed, path), valueAt(value, path));
        }
      }),
    );
  });

  it("show a placeholder when the value is not known any more", () => {
    const sealed = seal({ value: { a: "password" }, secrets: [["a"]] }, "salt");
    assert.equal(JSON.stringify(sealed).includes("password"), false);
    assert.deepEqual(unseal(sealed, [{ a: "another" }], "salt").value, { a: "[secret]" });
  });

  it("differ between worlds", () => {
    const secret = { value: { a: "password" }, secrets: [["a"]] };
    assert.notDeepEqual(seal(secret, "one"), seal(secret, "other"));
  });

  it("are hidden in messages", () => {
    const texts = secretTexts({ value: { a: { b: "hunter22" } }, secrets: [["a"]] });
    assert.equal(redact("refused: hunter22!", texts), "refused: [secret]!");
  });
});
