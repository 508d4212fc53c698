import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { z } from "zod";
import { Field } from "../../policies/framework/field.js";
import { isUnknown } from "../../policies/framework/unknown.js";

const sdk = z
  .object({ UnknownValueError: z.unknown() })
  .catchall(z.unknown())
  .parse(createRequire(__filename)("@pulumi/policy/proxy"));

const mark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("A field", () => {
  it("knows exactly the unknown marks of the policy SDK", () => {
    const marks = Object.entries(sdk).filter(([name]) => /^unknown\w+Value$/.test(name));
    assert.equal(marks.length, 7);
    for (const [name, value] of marks) {
      assert.ok(isUnknown(value), name);
    }
    assert.ok(!isUnknown("04da6b54-80e4-46f7-96ec-b56ff0331ba8"));
  });

  it("tells its path in the words of the program", () => {
    const field = new Field({ a: [{ "b.c": 1 }] });
    const items = field.get("a").items();
    assert.equal(items.state, "known");
    const paths = items.state === "known" ? items.value.map((item) => item.get("b.c").path) : [];
    assert.deepEqual(paths, ['a[0]["b.c"]']);
  });

  it("is unknown below an unknown, missing below a missing and of the wrong type below text", () => {
    const field = new Field({ dark: mark, text: "x", none: null });
    assert.deepEqual(field.get("dark").get("a").get("b").text(), { state: "unknown" });
    assert.deepEqual(field.get("none").get("a").text(), { state: "missing" });
    assert.deepEqual(field.get("away").get("a").text(), { state: "missing" });
    assert.deepEqual(field.get("text").get("length").number(), { state: "wrongType" });
    assert.deepEqual(field.get("text").get("a").get("b").items(), { state: "wrongType" });
  });

  it("does not take what an object inherits for an input", () => {
    const polluted = Object.create({ DataLevel: "1" });
    assert.deepEqual(new Field(polluted).get("DataLevel").text(), { state: "missing" });
    assert.deepEqual(new Field({}).get("constructor").text(), { state: "missing" });
    assert.deepEqual(new Field([1]).get("length").number(), { state: "wrongType" });
  });

  it("reads one unknown element beside a known one", () => {
    const items = new Field([mark, "seen"]).items();
    const seen = items.state === "known" ? items.value.map((item) => item.text()) : [];
    assert.deepEqual(seen, [{ state: "unknown" }, { state: "known", value: "seen" }]);
  });
});
