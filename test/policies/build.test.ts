import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { load } from "js-yaml";
import { buildPacks, packFolder, packs } from "../../policies/build.js";

const dependencies = ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf"];

describe("The built packs", () => {
  let milliseconds = 0;

  before(async () => {
    const start = performance.now();
    await buildPacks();
    milliseconds = performance.now() - start;
  });

  it("are built within seconds", () => {
    assert.ok(milliseconds < 5000, `${milliseconds} ms`);
  });

  for (const { name, rules } of packs) {
    it(`${name} is plain JavaScript that needs nothing but Pulumi`, () => {
      const folder = packFolder(name);
      const code = readFileSync(join(folder, "index.js"), "utf8");
      const needed = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? "");
      const outside = needed.filter((module) => !isBuiltin(module));
      const packages = outside.flatMap((module) => /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? []);
      assert.deepEqual(new Set(packages), new Set(dependencies));
      const project = load(readFileSync(join(folder, "PulumiPolicy.yaml"), "utf8"));
      assert.deepEqual(Object(project).runtime, {
        name: "nodejs",
        options: { typescript: false },
      });
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      assert.equal(manifest.main, "index.js");
      assert.deepEqual(Object.keys(manifest.dependencies), dependencies);
      for (const version of Object.values(manifest.dependencies)) {
        assert.match(String(version), /^\^?\d/);
      }
      assert.ok(rules.every(({ id }) => code.includes(`id: "${id}"`)));
    });
  }

  it("carry the licenses of what is bundled", () => {
    assert.ok(readdirSync(packFolder("all")).includes("THIRD-PARTY-LICENSES"));
  });

  it("of all rules contains every rule file", () => {
    const all = packs.find(({ name }) => name === "all")?.rules ?? [];
    const others = packs.filter(({ name }) => name !== "all").flatMap(({ rules }) => rules);
    assert.deepEqual(new Set(all), new Set(others));
    const whole = packs.find(({ name }) => name === "all")?.stackRules ?? [];
    const ids = [...all, ...whole.map(({ rule }) => rule)].map(({ id }) => id);
    assert.deepEqual([...new Set(["EXC-01", ...ids])].sort(), ruleIdsInSources());
  });
});

/** The ids that the compiled rule files define, found without importing a list. */
function ruleIdsInSources(): readonly string[] {
  const policies = join(__dirname, "../../policies");
  const files = readdirSync(policies, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".js") && !file.startsWith("packs"))
    .flatMap((file) => [
      ...readFileSync(join(policies, file), "utf8").matchAll(/^ {4}id: "([A-Z]+-\d+)"/gm),
    ])
    .map((match) => match[1] ?? "")
    .sort();
}

function isBuiltin(module: string): boolean {
  return builtinModules.includes(module.replace(/^node:/, ""));
}
