import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { dump } from "js-yaml";
import { stringify } from "yaml";
import { readEstate } from "../../stacks/schema/read.js";
import { unifyLines } from "../../stacks/schema/yaml/lines.js";
import { loadYaml } from "../../stacks/schema/yaml/load.js";
import { readTree } from "../../stacks/schema/yaml/tree.js";
import { estates } from "./estates.js";
import { entriesOf, mutations, spoil } from "./mutations.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const problemsIn = (text: string) =>
  withFolder({ "catalog.yaml": catalog, "any.estate.yaml": text }, (folder) =>
    problemsOf(() => readEstate(folder, "any")),
  );

// Block style, one entry on a line: the mutations count on it.
const written = (estate: unknown) => stringify(estate, { lineWidth: 0 });

describe("any valid estate", () => {
  it("is accepted and gives each of its servers", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const files = { "catalog.yaml": catalog, "any.estate.yaml": written(estate) };
        const read = withFolder(files, (folder) => readEstate(folder, "any").estate);
        assert.deepEqual(
          new Set(read.servers.map(({ name }) => name)),
          new Set(Object.keys(estate.servers)),
        );
        for (const server of read.servers) {
          const own = estate.servers[server.name];
          assert.equal(server.dataLevel, own?.dataLevel ?? estate.defaults.dataLevel);
          assert.equal(server.costCenter, own?.costCenter ?? estate.customer.costCenter);
          assert.equal(
            server.window.name,
            estate.patchGroups[server.patchGroup === "ring-test" ? "ring-test" : "ring-production"]
              .window,
          );
          assert.deepEqual(Object.keys(server.disks), Object.keys(own?.disks ?? {}));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is read alike by the fast parser and by the one that knows places", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        for (const text of [written(estate), dump(estate), JSON.stringify(estate)]) {
          const { tree, slips } = readTree(text);
          assert.deepEqual(slips, []);
          assert.deepEqual(tree.value, estate);
          assert.deepEqual(loadYaml(text), { value: estate });
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("an estate with one mistake", () => {
  for (const [name, mutate] of Object.entries(mutations)) {
    it(`is refused at its line: ${name}`, () => {
      fc.assert(
        fc.property(estates, fc.nat(), (estate, pick) => {
          const chosen = spoil(written(estate), mutate, pick);
          fc.pre(chosen !== undefined);
          const problems = problemsIn(chosen.text);
          const places = problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
          const told = `in\n${chosen.text}\ngot\n${places.join("\n")}`;
          assert.deepEqual(
            problems.map(({ line }) => line),
            [chosen.line],
            `expected one problem in line ${chosen.line} ${told}`,
          );
        }),
        { numRuns: 10 },
      );
    });
  }

  it("has a second one, and both are reported", () => {
    const kinds = ["a list", "an alias", "an open quote", "no colon", "a misspelled key", "a tab"];
    const chosen = Object.entries(mutations).filter(([name]) => kinds.includes(name));
    assert.equal(chosen.length, kinds.length);
    const kind = fc.constantFrom(...chosen.map(([, mutate]) => mutate));
    fc.assert(
      fc.property(estates, kind, kind, fc.nat(), fc.nat(), (estate, one, other, from, to) => {
        const text = written(estate);
        const entries = entriesOf(text);
        const first = entries[from % entries.length];
        const later = entries.filter(({ index }) => index > (first?.index ?? 0) + 1);
        const second = later[to % Math.max(1, later.length)];
        fc.pre(first !== undefined && second !== undefined);
        const spoilt = other(text.split("\n"), second);
        const both = spoilt && one(spoilt.text.split("\n"), first);
        fc.pre(spoilt !== undefined && both !== undefined);
        const lines = problemsIn(both.text).map(({ line }) => line);
        assert.ok(lines.includes(both.line), `${both.line} in\n${both.text}`);
        assert.ok(lines.includes(spoilt.line), `${spoilt.line} in\n${both.text}`);
      }),
      { numRuns: 100 },
    );
  });

  it("is never accepted without a key that it needs", () => {
    const needed = ["service", "platform", "image", "network", "cpus", "memory", "size", "window"];
    fc.assert(
      fc.property(estates, fc.nat(), (estate, pick) => {
        const text = written(estate);
        const entries = entriesOf(text).filter(({ key }) => needed.includes(key));
        const entry = entries[pick % entries.length];
        fc.pre(entry !== undefined);
        const lines = text.split("\n").toSpliced(entry.index, 1).join("\n");
        const paths = problemsIn(lines).map(({ path }) => path);
        const parent = entry.path.slice(0, -1).join(".");
        assert.ok(
          paths.some((path) => path.startsWith(parent)),
          `${parent}: ${paths.join()}`,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("a damaged text", () => {
  const damage = fc.record({
    at: fc.nat(),
    remove: fc.nat({ max: 3 }),
    insert: fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom(
        "\t",
        "\r",
        '"',
        "'",
        "{",
        "[",
        "]",
        "}",
        "&a ",
        "*a",
        "!!",
        "? ",
        "- ",
        ": ",
        "#",
        "|",
        ">",
        "%",
        "---\n",
        "\n",
        "\u0000",
        "\ufeff",
        "\u2028",
        "<<: ",
      ),
    ),
  });

  it("is accepted or refused with located problems, and nothing else ever happens", () => {
    fc.assert(
      fc.property(estates, fc.array(damage, { minLength: 1, maxLength: 4 }), (estate, damages) => {
        let text = written(estate);
        for (const { at, remove, insert } of damages) {
          const from = at % text.length;
          text = text.slice(0, from) + insert + text.slice(from + remove);
        }
        for (const { line, column, message } of problemsIn(text)) {
          assert.ok(line >= 1 && line <= text.split("\n").length + 1, `${line}: ${message}`);
          assert.ok(column >= 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is read alike by both parsers whenever both accept it", () => {
    fc.assert(
      fc.property(estates, damage, (estate, { at, remove, insert }) => {
        const whole = written(estate);
        const from = at % whole.length;
        const text = unifyLines(whole.slice(0, from) + insert + whole.slice(from + remove));
        const loaded = loadYaml(text);
        const { tree, slips } = readTree(text);
        if ("value" in loaded && slips.length === 0) {
          assert.deepEqual(tree.value, loaded.value);
        }
      }),
      { numRuns: 100 },
    );
  });
});
