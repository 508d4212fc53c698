import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { type PulumiRun, pulumi, pulumiCommand } from "../stack/pulumi.js";
import { isDead, lockHolders } from "./lock.js";
import { type Judged, lookUp } from "./lookUp.js";
import {
  readPlannedCreates,
  readState,
  type StackState,
  type StateResource,
  withPendingCreates,
} from "./state.js";

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
 * What is found can show the way to more, such as a category to its tags, so it looks again until
 * nothing new is found.
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
  for (let found = Number.POSITIVE_INFINITY; found > 0; ) {
    const state = readState(await stack.exportStack());
    const candidates = await createsToJudge(options, state);
    const judged = await lookUp(state, candidates, { projectName, stackName, workspace });
    for (const line of judged.flatMap((one) => verdict(one, state))) {
      say(line);
    }
    const ours = judged.flatMap(({ resource, found: { kind, ...rest } }) =>
      kind === "ours" && "id" in rest ? [{ resource, id: rest.id }] : [],
    );
    await withoutDeadLock(options, () => settle(options, stack, ours));
    found = ours.length;
  }
  say(`${stackName}: recovered. "pulumi up" creates what is missing.`);
}

/**
 * The creates of which something may have come: those that the state has as begun, and those that
 * the program would begin. An `up` after the crash forgets the first, so the second count too.
 */
async function createsToJudge(
  options: RecoverOptions,
  { pendingCreates }: StackState,
): Promise<StateResource[]> {
  const printed = await pulumi(options, ["preview", "--json", "--stack", options.stack]);
  const planned = readPlannedCreates(printed);
  const pending = new Set(pendingCreates.map(({ urn }) => urn));
  return [...pendingCreates, ...planned.filter(({ urn }) => !pending.has(urn))];
}

/** An object of an earlier run and what `pulumi import` would call it. */
interface Ours {
  readonly resource: StateResource;
  readonly id: string;
}

/** Imports what is ours, forgets the other pending creates and reads everything anew. */
async function settle(
  options: RecoverOptions,
  stack: Stack,
  ours: readonly Ours[],
): Promise<void> {
  if (ours.length > 0) {
    const begun = ours.map(({ resource }) => resource);
    await stack.importStack(withPendingCreates(await stack.exportStack(), begun));
  }
  const imports = ours.flatMap(({ resource, id }) => [resource.urn, id]);
  await pulumi(options, [
    "refresh",
    "--yes",
    "--skip-preview",
    "--clear-pending-creates",
    ...imports.flatMap((part) => ["--import-pending-creates", part]),
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

/** What is to be said of a create; nothing of one that was never begun. */
function verdict({ resource, found }: Judged, { pendingCreates }: StackState): string[] {
  const name = resource.urn.split("::").at(-1);
  switch (found.kind) {
    case "ours":
      return [`${name}: was created (${found.id}); taking it under management`];
    case "stranger":
      return [`${name}: not created; ${found.what} stands in its place and is left alone`];
    case "nothing":
      return pendingCreates.includes(resource) ? [`${name}: was not created`] : [];
  }
}
