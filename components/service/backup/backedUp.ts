import type { Platform } from "../platform.js";

/** Whether the restores of a platform's servers are tested: only AWS Backup does so by itself. */
export function testsRestores(platform: Platform): boolean {
  return platform === "aws";
}
