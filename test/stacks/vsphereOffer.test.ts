import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readCatalog } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

/** The problems of a catalog in which one text stands in place of another, and what it offers. */
function read(from: string, to: string) {
  const text = catalog.replace(from, to);
  assert.notEqual(text, catalog);
  return withFolder({ "catalog.yaml": text }, (folder) => {
    const problems = problemsOf(() => readCatalog(folder));
    return {
      problems: problems.map(({ path, message }) => `${path}: ${message}`),
      offered: problems.length === 0 ? readCatalog(folder) : undefined,
    };
  });
}

const template = "vsphere: { template: tpl-debian-12 }";
const at = "images.debian-12.vsphere";

describe("what machines on vSphere are cloned from", () => {
  it("is a template, or an item of a content library", () => {
    const { problems, offered } = read(template, "vsphere: { library: images, item: debian-12 }");
    assert.deepEqual(problems, []);
    const source = { library: "images", item: "debian-12" };
    assert.deepEqual(offered?.images["debian-12"]?.source, source);
  });

  it("is one of them, wholly", () => {
    for (const half of ["{}", "{ library: images }", "{ item: debian-12 }"]) {
      const { problems } = read(template, `vsphere: ${half}`);
      assert.deepEqual(problems, [`${at}: it is not said what machines are cloned from`], half);
    }
    const both = "vsphere: { template: tpl-debian-12, item: debian-12 }";
    assert.deepEqual(read(template, both).problems, [
      `${at}: a template and an item of a content library are given`,
    ]);
    assert.equal(read(template, "vsphere: { template: 17 }").problems.length, 1);
  });
});

describe("the storage policies of vSphere", () => {
  it("stand behind the tiers that have one", () => {
    const fast = "    storagePolicies: { fast: sp-fast-encrypted }\n    customization:\n";
    const { offered } = read("    customization:\n", fast);
    assert.deepEqual(offered?.platforms.vsphere?.storagePolicies, { fast: "sp-fast-encrypted" });
    const slow = "    storagePolicies: { slow: sp }\n    customization:\n";
    assert.match(read("    customization:\n", slow).problems.join(), /storagePolicies.slow/);
  });
});
