import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const texts = z.record(z.string(), z.string());

const state = z.object({
  /** Of the local group of administrators, whoever put them there. */
  administrators: z.array(z.string()).default(["Administrator", "comanaged"]),
  /** Those of them that the program put there. */
  ownAdministrators: z.array(z.string()).default([]),
  /** Local accounts that the program made: their last day, or `closed`. */
  accounts: texts.default({}),
  registry: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Triggers of the tasks by their names. */
  tasks: texts.default({}),
  /** What lets something in or out besides Windows itself: what each rule means, by name. */
  firewall: texts.default({}),
  files: texts.default({}),
});

/** What the model of a Windows server knows of it. */
export type WindowsState = z.infer<typeof state>;

const fileIn = (root: string): string => join(root, "windows.json");

/** The state of a server; that of its image when it starts for the first time. */
export function readState(root: string): WindowsState {
  const file = fileIn(root);
  return state.parse(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
}

export function writeState(root: string, value: WindowsState): void {
  writeFileSync(fileIn(root), `${JSON.stringify(value, null, 1)}\n`);
}
