import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import { stringify } from "yaml";
import { jsonSchemas } from "../../stacks/schema/jsonSchema.js";
import { readEstate } from "../../stacks/schema/read.js";
import { loadYaml } from "../../stacks/schema/yaml/load.js";
import { estates } from "./estates.js";
import { mutations, spoil } from "./mutations.js";
import { problemsOf, withFolder } from "./refusal.js";

const folder = "stacks/schema/json";
const catalog = readFileSync("stacks/catalog.yaml", "utf8");

/** What an editor says of a text: whether it completes and checks it without a complaint. */
function validator(name: string): (text: string) => boolean {
  // Patterns say all that the formats say; a validator of formats would be one more dependency.
  const ajv = new Ajv({ strict: true, strictRequired: false, validateFormats: false });
  const schema: unknown = JSON.parse(readFileSync(`${folder}/${name}.schema.json`, "utf8"));
  assert.ok(typeof schema === "object" && schema !== null);
  const validate = ajv.compile(schema);
  return (text) => {
    const loaded = loadYaml(text);
    return "value" in loaded && validate(loaded.value);
  };
}

function isDescribed(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "description" in schema;
}

describe("the JSON Schema for editors", () => {
  it("is as fresh as the schema that it is written from (npm run schema)", () => {
    const written = jsonSchemas();
    assert.deepEqual(readdirSync(folder).sort(), [...written.keys()].sort());
    for (const [name, text] of written) {
      assert.equal(readFileSync(`${folder}/${name}`, "utf8"), text, `${name} is stale`);
    }
  });

  it("describes every field", () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) {
        return;
      }
      for (const [key, value] of Object.entries(node)) {
        if (key === "properties" && typeof value === "object" && value !== null) {
          for (const [field, schema] of Object.entries(value)) {
            if (!isDescribed(schema)) {
              undescribed.push(`${path}.${field}`);
            }
            visit(schema, `${path}.${field}`);
          }
        } else {
          visit(value, `${path}/${key}`);
        }
      }
    };
    for (const [name, text] of jsonSchemas()) {
      visit(JSON.parse(text), name);
    }
    assert.deepEqual(undescribed, []);
  });

  it("accepts the files of this repository, which name it", () => {
    for (const file of readdirSync("stacks").filter((name) => name.endsWith(".yaml"))) {
      const kind = file.endsWith(".estate.yaml") ? "estate" : file.replace(".yaml", "");
      const text = readFileSync(`stacks/${file}`, "utf8");
      if (!text.startsWith("# yaml-language-server")) {
        continue;
      }
      assert.match(text, new RegExp(`\\$schema=schema/json/${kind}\\.schema\\.json\n`));
      assert.ok(validator(kind)(text), file);
    }
  });

  it("accepts every valid estate", () => {
    const accepts = validator("estate");
    fc.assert(
      fc.property(estates, (estate) => accepts(stringify(estate))),
      { numRuns: 100 },
    );
  });

  it("refuses, as the program does, what it can express", () => {
    const accepts = validator("estate");
    // Only a comparison of two places shows that these are wrong, or the platform decides.
    const beyond = ["an unknown name", "a name of every object", "a wrong region", "a huge size"];
    const expressible = Object.entries(mutations).filter(([name]) => !beyond.includes(name));
    for (const [name, mutate] of expressible) {
      fc.assert(
        fc.property(estates, fc.nat(), (estate, pick) => {
          const chosen = spoil(stringify(estate, { lineWidth: 0 }), mutate, pick);
          fc.pre(chosen !== undefined);
          const files = { "catalog.yaml": catalog, "a.estate.yaml": chosen.text };
          const problems = withFolder(files, (place) => problemsOf(() => readEstate(place, "a")));
          assert.equal(accepts(chosen.text), false, `${name} is accepted:\n${chosen.text}`);
          assert.notEqual(problems.length, 0);
        }),
        { numRuns: 5 },
      );
    }
  });
});
