import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFolder } from "../cli/packageFolder.js";
import { readEstate } from "../stacks/schema/read.js";
import { median } from "./compare.js";
import { estateOf } from "./manyServers.js";

const stack = "many";
const runs = 3;

/** The median time to read and validate an estate, in seconds. */
export async function timeValidation(servers: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "comanaged-bench-"));
  try {
    await copyFile(join(packageFolder, "stacks", "catalog.yaml"), join(folder, "catalog.yaml"));
    await writeFile(join(folder, `${stack}.estate.yaml`), estateOf(servers));
    const seconds = Array.from({ length: runs }, () => {
      const started = performance.now();
      readEstate(folder, stack);
      return (performance.now() - started) / 1000;
    });
    return Number(median(seconds).toFixed(2));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
