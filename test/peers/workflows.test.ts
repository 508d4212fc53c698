import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { installed } from "./installed.js";

/** The schemas that the forges publish, as check-jsonschema ships them. */
const schemas = {
  github: [
    "vendor.github-workflows",
    ["comanaged-gate.yml", "comanaged-up.yml", "comanaged-release.yml"],
  ],
  gitlab: ["vendor.gitlab-ci", ["comanaged.gitlab-ci.yml"], "gitlab-ci"],
  azure: [
    "vendor.azure-pipelines",
    ["azure-pipelines.yml", "comanaged-gate.yml", "comanaged-up.yml", "comanaged-release.yml"],
    "azure-pipelines",
  ],
} as const;

describe("the workflows, by the schemas of their forges", function () {
  this.timeout(120_000);

  for (const [forge, [schema, files, transform]] of Object.entries(schemas)) {
    it(`are valid on ${forge}`, () => {
      const args = ["--builtin-schema", schema, "--regex-variant", "nonunicode"];
      const how = transform === undefined ? [] : ["--data-transform", transform];
      const paths = files.map((file) => `workflows/${forge}/${file}`);
      const command = installed("check-jsonschema");
      const { status, stdout } = spawnSync(command, [...args, ...how, ...paths], {
        encoding: "utf8",
      });
      assert.equal(status, 0, stdout.slice(0, 2000));
    });
  }
});
