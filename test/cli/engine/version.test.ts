import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { engineVersion, fits, parseVersion } from "../../../cli/engine/version.js";

const root = path.resolve(__dirname, "..", "..", "..", "..");
const part = fc.nat(400);

describe("the engine's version", () => {
  it("is read from what pulumi prints", () => {
    assert.deepEqual(parseVersion("v3.250.0\n"), [3, 250, 0]);
    assert.deepEqual(parseVersion("3.251.1-alpha.1+dirty"), [3, 251, 1]);
    assert.equal(parseVersion("command not found"), undefined);
  });

  it("fits exactly when it is ours or later of the same major version", () => {
    fc.assert(
      fc.property(part, part, part, part, (minor, patch, wantedMinor, wantedPatch) => {
        const later = minor * 1000 + patch >= wantedMinor * 1000 + wantedPatch;
        const wanted = `3.${wantedMinor}.${wantedPatch}`;
        assert.equal(fits([3, minor, patch], wanted), later);
        assert.equal(fits([4, minor, patch], wanted), false);
        assert.equal(fits([2, minor, patch], wanted), false);
      }),
    );
    assert.equal(fits(undefined), false);
  });

  it("is the one of the pinned npm package and of the Go modules", () => {
    const manifest = z
      .object({ dependencies: z.object({ pulumi: z.string() }) })
      .parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
    assert.equal(manifest.dependencies.pulumi, engineVersion);
    const modules = readFileSync(path.join(root, "tools", "go.mod"), "utf8");
    for (const module of ["pkg", "sdk"]) {
      const line = `github.com/pulumi/pulumi/${module}/v3 v${engineVersion}\n`;
      assert.ok(modules.includes(line), `go.mod requires ${line}`);
    }
  });
});
