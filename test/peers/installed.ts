import { join } from "node:path";

/** Where `.ci/run` puts a command of the packages in `requirements.txt`. */
export function installed(command: string): string {
  return join("node_modules", ".cache", "peers", "bin", command);
}
