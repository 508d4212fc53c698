import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { apiVersion } from "../../components/backup/veeam/wire.js";
import { formatSpec } from "../../simulator/data/formatSpec.js";
import { veeamDescription } from "../../simulator/data/generateVeeam.js";

/** Where `.ci/run` puts the archive in which the API's description is published. */
const folder = join("node_modules", ".cache", "peers", "sources");

describe("the simulated backup server's description", () => {
  it("is what the vendor publishes of the version that the client speaks", () => {
    const archive = readdirSync(folder).find((name) => name.startsWith("veeam_br-")) ?? "";
    const inside = `${archive.replace(".tar.gz", "")}/openapi_schemas/vbr_rest_${apiVersion}.json`;
    const published = execFileSync("tar", ["-xzOf", join(folder, archive), inside], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const committed = readFileSync("simulator/data/veeam.json", "utf8");
    const fresh = formatSpec(veeamDescription(published));
    assert.ok(committed === fresh, "run node dist/simulator/data/generateVeeam.js on that file");
  }).timeout(30_000);
});
