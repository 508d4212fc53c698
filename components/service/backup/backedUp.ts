import type { Platform } from "../platform.js";

/** Whether the servers of a platform are backed up; nothing backs up physical ones yet. */
export function isBackedUp(platform: Platform): boolean {
  return platform !== "physical";
}

/** Whether the restores of a platform's servers are tested: only AWS Backup does so by itself. */
export function testsRestores(platform: Platform): boolean {
  return platform === "aws";
}
