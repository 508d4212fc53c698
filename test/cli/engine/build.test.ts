import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build } from "../../../cli/engine/build.js";
import { temporaryFolder, writeScript } from "./fakes.js";

const tooOld = "go: go.mod requires go >= 1.25.11 (running go 1.20; GOTOOLCHAIN=local)";

describe("building the engine from source", () => {
  const before = process.env["PATH"];
  let bin: string;
  let staging: string;
  let reports: string[];

  beforeEach(() => {
    bin = temporaryFolder();
    staging = temporaryFolder();
    reports = [];
    process.env["PATH"] = bin;
  });

  afterEach(() => {
    process.env["PATH"] = before;
  });

  const fakeGo = (body: string) => writeScript(path.join(bin, "go"), body);
  const fill = () => build.fill(staging, (line) => reports.push(line));

  it("is not possible without Go", async () => {
    assert.match(String(await fill()), /^Go, .* is not on the PATH$/);
    assert.deepEqual(reports, []);
  });

  it("is not possible with a Go that is too old, and says so in Go's words", async () => {
    fakeGo(`echo '${tooOld}' >&2; exit 1`);
    assert.equal(await fill(), `it can't be built from source (${tooOld})`);
  });

  it("shows the end of what went wrong", async () => {
    fakeGo('[ "$1" = list ] || { echo "no space left on device" >&2; exit 1; }');
    assert.match(String(await fill()), /failed:\nno space left on device$/);
  });

  it("compiles command line and language host into the staging folder, and reports", async () => {
    const script = `
      [ "$1" = list ] && exit 0
      while [ "$1" != -o ]; do shift; done
      echo "$(basename "$PWD") $CGO_ENABLED $GOWORK $3 $4" > "$2args"`;
    fakeGo(script);
    process.env["PATH"] = [bin, before].join(path.delimiter);
    mkdirSync(path.join(staging, "bin"));
    assert.equal(await fill(), undefined);
    assert.equal(
      readFileSync(path.join(staging, "bin", "args"), "utf8"),
      "tools 0 off github.com/pulumi/pulumi/pkg/v3/cmd/pulumi ./pulumi-language-nodejs\n",
    );
    assert.match(
      reports.at(-1) ?? "",
      /^Building the Pulumi engine v3\.250\.0: done after \d+m\d\ds$/,
    );
  });
});
