import assert from "node:assert/strict";
import { dataLevel } from "../../policies/classification/dataLevel.js";
import { type Inputs, unknown } from "./support/cases.js";
import { judge } from "./support/verdict.js";

const instance = "aws:ec2/instance:Instance";
const component = "comanaged:server:Server";

/** What the rule says, as `path: message`. */
function said(type: string, inputs: Inputs): readonly string[] {
  return judge(dataLevel, type, inputs).map(({ path, message }) => `${path}: ${message}`);
}

describe("The rule on data levels says", () => {
  const offer = "co-managed hosting offers data levels 1 (public) and 2 (internal)";

  it("that a level is missing", () => {
    assert.deepEqual(said(instance, {}), [`tags.DataLevel: no data level is given; ${offer}`]);
  });

  it("which level is refused", () => {
    const refused = `data level 3 (confidential) is not available to co-managed users; ${offer}`;
    assert.deepEqual(said(instance, { tags: { DataLevel: "3" } }), [`tags.DataLevel: ${refused}`]);
    assert.deepEqual(said(component, { dataLevel: 3 }), [`dataLevel: ${refused}`]);
  });

  it("how a level is written, without repeating what was written instead", () => {
    const other = "the data level is not written as 1 or 2";
    for (const value of ["internal", 2, "", ["2"]]) {
      assert.deepEqual(said(instance, { tags: { DataLevel: value } }), [
        `tags.DataLevel: ${other}`,
      ]);
    }
  });

  it("that an unknown level has to be known", () => {
    const dark = "the data level is not known yet; it must be 1 or 2 at preview";
    assert.deepEqual(said(instance, { tags: unknown }), [`tags.DataLevel: ${dark}`]);
  });
});
