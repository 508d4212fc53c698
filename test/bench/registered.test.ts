import assert from "node:assert/strict";
import { differences, registeredBy } from "../../bench/registered.js";

const urn = (name: string) => `urn:pulumi:s::p::a:b:C$aws:ec2/instance:Instance::${name}`;
const previewOf = (...resources: readonly (readonly [string, Record<string, unknown>])[]) =>
  registeredBy(
    JSON.stringify({
      steps: resources.map(([name, inputs]) => ({
        op: "create",
        newState: { urn: urn(name), type: "aws:ec2/instance:Instance", inputs },
      })),
    }),
  );

describe("the comparison of what two previews register", () => {
  const one = previewOf(["a", { ami: "x", tags: { k: 1, l: 2 } }], ["b", {}]);

  it("finds no difference in the order of resources and keys", () => {
    const other = previewOf(["b", {}], ["a", { tags: { l: 2, k: 1 }, ami: "x" }]);
    assert.deepEqual(differences(one, other), []);
  });

  it("finds a resource that only one of them has", () => {
    assert.equal(differences(one, previewOf(["b", {}])).length, 1);
    assert.equal(differences(previewOf(["b", {}]), one).length, 1);
  });

  it("finds an input that differs deep inside, and the order of a list", () => {
    const changed = previewOf(["a", { ami: "x", tags: { k: 1, l: 3 } }], ["b", {}]);
    const [difference = ""] = differences(one, changed);
    assert.match(difference, /^aws:ec2\/instance:Instance a: ours .*"l":2.* plain .*"l":3/);
    assert.equal(
      differences(previewOf(["a", { ids: [1, 2] }]), previewOf(["a", { ids: [2, 1] }])).length,
      1,
    );
  });
});
