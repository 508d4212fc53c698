import { writeFileSync } from "node:fs";

/**
 * Loaded into every Node.js process below a preview; the one that runs the program writes the
 * peak of its memory, in bytes, when it ends.
 */
const file = process.env["BENCH_PEAK_FILE"];
const isProgram = /@pulumi\/pulumi\/cmd\/run(\/index\.js)?$/.test(process.argv[1] ?? "");

if (isProgram && file !== undefined) {
  process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
}
