import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { type PulumiRun, pulumi, pulumiCommand } from "../stack/pulumi.js";
import { isDead, lockHolders } from "./lock.js";
import { type Judged, lookUp } from "./lookUp.js";
import { readState } from "./state.js";

/** Why a stack was not recovered, in words for the user. */
export class RecoveryRefused extends Error {
  override readonly name = "RecoveryRefused";
}

/** The stack to recover and how to reach it. */
export interface RecoverOptions extends PulumiRun {
  readonly stack: string;
  /** Takes each line that the user is to read. */
  readonly say: (line: string) => void;
}

/**
 * Brings a stack back after a run that broke off: clears the lock of a dead process, finds the
 * objects whose creation was begun, takes those that are ours under management and forgets the
 * creates of which nothing came. A stranger's object is named and left alone.
 *
 * @throws RecoveryRefused when another run may still be alive, or when the engine refuses
 */
export async function recover(options: RecoverOptions): Promise<void> {
  const { stack: stackName, workDir, engine, environment = {}, say } = options;
  const workspace = {
    workDir,
    pulumiCommand: await pulumiCommand(engine),
    envVars: { ...environment, ...engine.env },
  };
  const stack = await LocalWorkspace.selectStack({ stackName, workDir }, workspace);
  const { name: projectName } = await stack.workspace.projectSettings();
  const state = readState(await stack.exportStack());
  const judged = await lookUp(state, { projectName, stackName, workspace });
  for (const one of judged) {
    say(verdict(one));
  }
  await withoutDeadLock(options, () => settle(options, judged));
  say(`${stackName}: recovered. "pulumi up" creates what is missing.`);
}

/** Imports what is ours, forgets the other pending creates and reads everything anew. */
async function settle(options: RecoverOptions, judged: readonly Judged[]): Promise<void> {
  const imports = judged.flatMap(({ resource, found }) =>
    found.kind === "ours" ? [resource.urn, found.id] : [],
  );
  const flags = imports.flatMap((part) => ["--import-pending-creates", part]);
  await pulumi(options, [
    "refresh",
    "--yes",
    "--skip-preview",
    "--clear-pending-creates",
    ...flags,
    ...["--stack", options.stack],
  ]);
}

/**
 * Runs `work`. When a lock stops it and everyone who holds the lock is dead, the lock is cleared
 * and `work` runs again: nothing but a run that meets a lock tells of it.
 */
async function withoutDeadLock(options: RecoverOptions, work: () => Promise<void>): Promise<void> {
  const { stack, say } = options;
  try {
    await work();
  } catch (failure) {
    const complaint = failure instanceof Error ? failure.message : String(failure);
    const holders = lockHolders(complaint);
    if (holders.length === 0) {
      throw new RecoveryRefused(`${stack} could not be recovered:\n${complaint}`);
    }
    const alive = holders.find((holder) => !isDead(holder));
    if (alive !== undefined) {
      throw new RecoveryRefused(
        `${stack} is locked by a run that may still be alive: ${alive.line.trim()}. ` +
          `Let it end, or end it where it runs; then run "comanaged recover ${stack}" again.`,
      );
    }
    await pulumi(options, ["cancel", "--yes", "--stack", stack]);
    say(`${stack}: cleared the lock of a process that is gone.`);
    await work();
  }
}

function verdict({ resource, found }: Judged): string {
  const name = resource.urn.split("::").at(-1);
  switch (found.kind) {
    case "ours":
      return `${name}: was created (${found.id}); taking it under management`;
    case "stranger":
      return `${name}: not created; ${found.what} stands in its place and is left alone`;
    case "nothing":
      return `${name}: was not created`;
  }
}
