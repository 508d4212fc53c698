import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { generatedFiles, generateVsphere, vsphereFolder } from "../../sdks/generate.js";
import { engineTimeout } from "./pulumi.js";

describe("the vSphere bindings", function () {
  this.timeout(engineTimeout);

  it("are what the generator makes of the schema", async () => {
    const fresh = await generateVsphere();
    const names = generatedFiles(fresh);
    assert.deepEqual(generatedFiles(vsphereFolder), names);
    for (const name of names) {
      const committed = readFileSync(path.join(vsphereFolder, name), "utf8");
      assert.equal(committed, readFileSync(path.join(fresh, name), "utf8"), name);
    }
    rmSync(path.dirname(fresh), { recursive: true });
  });
});
