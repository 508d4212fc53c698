import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { placesOf } from "../../../cli/gate/places.js";
import { inOrder, located } from "../../../cli/gate/verdicts.js";
import { emptyReport, type Verdict } from "../../../cli/report/model.js";
import { sarifOf } from "../../../cli/report/sarif.js";
import { withFolder } from "../../stacks/refusal.js";

const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const exceptions = `# Two of them.
exceptions:
  - rule: ENC-02
    resource: legacy-1

  - rule: NET-01
    resource: legacy-2
`;

const verdict = (facts: Partial<Verdict>): Verdict => ({
  ...{ rule: "ENC-02", title: "Disks are encrypted", verdict: "fail", severity: "high" },
  ...{ stops: true, urn: "", path: "encrypted", message: "wrong", fix: "Mend it." },
  ...facts,
});

/** Where SARIF shows the verdicts: `file:line`, and the text of that line. */
function shown(verdicts: readonly Verdict[]): readonly string[] {
  const files = { "chemistry.estate.yaml": estate, "chemistry.exceptions.yaml": exceptions };
  return withFolder(files, (folder) => {
    const places = placesOf(folder, "chemistry");
    const serverOf = (urn: string) => urn || undefined;
    const found = inOrder(verdicts.map((one) => located(one, serverOf, places)));
    const stack = { ...emptyReport("chemistry", "findings"), verdicts: found };
    const { runs } = JSON.parse(sarifOf({ command: "gate", stacks: [stack], notTaken: [] }));
    return runs[0].results.map((result: { readonly locations: readonly [Located] }) => {
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      const file = artifactLocation.uri.split("/").at(-1) ?? "";
      const text = readFileSync(join(folder, file), "utf8").split("\n")[region.startLine - 1] ?? "";
      return `${file}: ${text.slice(region.startColumn - 1)}`;
    });
  });
}

interface Located {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number; readonly startColumn: number };
  };
}

describe("the lines in SARIF", () => {
  it("are those of the servers that findings are about", () => {
    const names = [...estate.matchAll(/^ {2}([a-z0-9-]+):\n {4}service:/gm)].map(
      ([, name]) => name,
    );
    assert.ok(names.length > 3, names.join());
    const found = shown(names.map((urn = "") => verdict({ urn })));
    assert.deepEqual(
      [...found].sort(),
      names.map((name) => `chemistry.estate.yaml: ${name}:`).sort(),
    );
  });

  it("are those of the exceptions that findings are about", () => {
    const of = (index: number) => verdict({ rule: "EXC-01", path: `exceptions[${index}]` });
    assert.deepEqual(shown([of(1)]), ["chemistry.exceptions.yaml: rule: NET-01"]);
    assert.deepEqual(shown([of(0)]), ["chemistry.exceptions.yaml: rule: ENC-02"]);
  });
});

describe("the rules in SARIF", () => {
  it("are described, whether they are about resources, about stacks or about exceptions", () => {
    const verdicts = ["ENC-02", "PAT-03", "EXC-01"].map((rule) => verdict({ rule }));
    const stack = { ...emptyReport("chemistry", "findings"), verdicts };
    const { runs } = JSON.parse(sarifOf({ command: "gate", stacks: [stack], notTaken: [] }));
    const { rules } = runs[0].tool.driver;
    assert.equal(rules.length, 3);
    for (const { id, shortDescription } of rules) {
      assert.ok(shortDescription?.text, id);
    }
  });
});
