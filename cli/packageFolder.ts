import { resolve } from "node:path";

/** The folder of this package: the one with `package.json`, above the compiled `dist/cli`. */
export const packageFolder = resolve(__dirname, "..", "..");
