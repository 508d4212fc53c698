import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkoutOf } from "../../../cli/gate/git.js";
import { takeData } from "../../../cli/gate/takeData.js";
import { changedFiles, touchedStacks } from "../../../cli/gate/touched.js";
import { RunFailure } from "../../../cli/stack/run.js";

const all = ["site", "chemistry", "library"];
const touched = (...files: readonly string[]) => touchedStacks(files, "stacks", all);

describe("the stacks that a change touches", () => {
  it("are that of an estate, of its exceptions and of its settings", () => {
    assert.deepEqual(touched("stacks/chemistry.estate.yaml"), ["chemistry"]);
    assert.deepEqual(touched("stacks/library.exceptions.yaml"), ["library"]);
    assert.deepEqual(touched("stacks/Pulumi.library.yaml", "Pulumi.site.yaml"), [
      "site",
      "library",
    ]);
  });

  it("are all of them for what all share", () => {
    for (const file of ["stacks/catalog.yaml", "stacks/site.yaml", "infra/estate.ts"]) {
      assert.deepEqual(touched(file), all, file);
    }
    assert.deepEqual(touched("package-lock.json", "stacks/old.estate.yaml"), [...all, "old"]);
    assert.deepEqual(touched("elsewhere/chemistry.estate.yaml"), all);
    assert.deepEqual(touched("Pulumi.yaml"), all);
  });

  it("are none for texts, and one that is gone is among them", () => {
    assert.deepEqual(touched("README.md", "docs/changes.md", ".github/workflows/x.yml"), []);
    assert.deepEqual(touched("stacks/gone.estate.yaml"), ["gone"]);
  });
});

describe("a change in git", () => {
  let root: string;
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.edu", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  const commit = () => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "x");
    return git("rev-parse", "HEAD");
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "comanaged-gate-"));
    mkdirSync(join(root, "stacks"));
    git("init", "--quiet", "--initial-branch", "main");
    write("stacks/one.estate.yaml", "one");
    write("stacks/two.estate.yaml", "two");
    write("stacks/catalog.yaml", "catalog");
    write("program.js", "program");
    commit();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("has the files that differ from where it began, new ones included", async () => {
    write("stacks/one.estate.yaml", "changed");
    write("stacks/new.estate.yaml", "new");
    const files = await changedFiles("main", await checkoutOf(join(root, "stacks")));
    assert.deepEqual(files, ["stacks/one.estate.yaml", "stacks/new.estate.yaml"]);
  });

  it("is refused with git's own words when its base does not exist, and is never an option", async () => {
    const checkout = await checkoutOf(join(root, "stacks"));
    await assert.rejects(changedFiles("nowhere", checkout), RunFailure);
    const file = join(root, "written");
    await assert.rejects(changedFiles(`--output=${file}`, checkout), RunFailure);
    await assert.rejects(takeData(`--output=${file}`, checkout), RunFailure);
    assert.equal(existsSync(file), false);
  });

  it("gives its estates and nothing else: no program, no catalog, no link, nothing of later", async () => {
    git("checkout", "--quiet", "-b", "theirs");
    write("stacks/one.estate.yaml", "theirs");
    write("stacks/three.estate.yaml", "three");
    write("stacks/one.exceptions.yaml", "asked");
    rmSync(join(root, "stacks/two.estate.yaml"));
    symlinkSync("/etc/passwd", join(root, "stacks/link.estate.yaml"));
    write("stacks/catalog.yaml", "their catalog");
    write("program.js", "their program");
    mkdirSync(join(root, "stacks/deep"));
    write("stacks/deep/x.estate.yaml", "deep");
    const head = commit();
    git("checkout", "--quiet", "main");
    write("stacks/later.estate.yaml", "later");
    commit();

    const { taken, notTaken } = await takeData(head, await checkoutOf(join(root, "stacks")));
    const read = (file: string) => readFileSync(join(root, file), "utf8");
    assert.deepEqual(taken, [
      ...["stacks/one.estate.yaml", "stacks/one.exceptions.yaml", "stacks/three.estate.yaml"],
      "stacks/two.estate.yaml",
    ]);
    assert.deepEqual(notTaken, [
      ...["program.js", "stacks/catalog.yaml", "stacks/deep/x.estate.yaml"],
      "stacks/link.estate.yaml",
    ]);
    assert.deepEqual([read("stacks/one.estate.yaml"), read("program.js")], ["theirs", "program"]);
    assert.equal(read("stacks/catalog.yaml"), "catalog");
    assert.equal(read("stacks/later.estate.yaml"), "later");
    assert.equal(existsSync(join(root, "stacks/two.estate.yaml")), false);
    assert.equal(existsSync(join(root, "stacks/link.estate.yaml")), false);
  });
});
