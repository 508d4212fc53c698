import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { run } from "./process.js";
import { engineVersion, fits, parseVersion } from "./version.js";

const extension = process.platform === "win32" ? ".exe" : "";

/** File names of the command line and of the language host that must stand beside it. */
export const pulumiFile = `pulumi${extension}`;
export const languageHostFile = `pulumi-language-nodejs${extension}`;
const engineFiles = [pulumiFile, languageHostFile];

/** Written last: sizes of the executables that were seen to run. */
const markerFile = "complete.json";
const markerSchema = z.record(z.string(), z.number());

/** Where Pulumi keeps its downloads: `$PULUMI_HOME`, else `~/.pulumi`. */
export function pulumiHome(): string {
  return process.env["PULUMI_HOME"] || path.join(homedir(), ".pulumi");
}

/** The folder in which the npm package `pulumi` looks for the engine and into which it downloads. */
export function engineFolder(home: string): string {
  return path.join(home, "versions", engineVersion);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    const stats = statSync(file);
    return stats.isFile() && stats.size > 0;
  } catch {
    return false;
  }
}

/**
 * Whether the folder holds a whole engine. Half of one (a download that was cut off) has a
 * missing or truncated executable: what was not marked before is made to run.
 */
export async function isComplete(folder: string): Promise<boolean> {
  const files = engineFiles.map((name) => path.join(folder, "bin", name));
  if (!files.every(isExecutable)) return false;
  if (isMarked(folder)) return true;
  if (!(await runs(path.join(folder, "bin")))) return false;
  mark(folder);
  return true;
}

/** Whether command line and language host of a `bin` folder start and the version fits. */
export async function runs(bin: string): Promise<boolean> {
  const environment = { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } };
  const [version, help] = await Promise.all([
    run(path.join(bin, pulumiFile), ["version"], environment),
    run(path.join(bin, languageHostFile), ["-help"], environment),
  ]);
  return version.code === 0 && fits(parseVersion(version.output)) && help.code === 0;
}

function sizes(folder: string): Record<string, number> {
  return Object.fromEntries(
    engineFiles.map((name) => [name, statSync(path.join(folder, "bin", name)).size]),
  );
}

function isMarked(folder: string): boolean {
  const marker = path.join(folder, markerFile);
  if (!existsSync(marker)) return false;
  try {
    const marked = markerSchema.parse(JSON.parse(readFileSync(marker, "utf8")));
    return Object.entries(sizes(folder)).every(([name, size]) => marked[name] === size);
  } catch {
    return false;
  }
}

function mark(folder: string): void {
  try {
    writeFileSync(path.join(folder, markerFile), JSON.stringify(sizes(folder)));
  } catch {
    // A folder that others own works as well; it is only checked again next time.
  }
}
