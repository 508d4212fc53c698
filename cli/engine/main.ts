import { EngineMissing, ensureEngine } from "./engine.js";
import { engineVersion } from "./version.js";

/** `npm run engine`: gets the engine unless it is there, and says where it is. */
async function main(): Promise<void> {
  try {
    const { pulumi, source } = await ensureEngine();
    const how = source === "path" || source === "kept" ? "in place" : source;
    process.stdout.write(`Pulumi engine ${engineVersion} or later, ${how}: ${pulumi}\n`);
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

void main();
