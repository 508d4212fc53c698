import {
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type Stack,
  StackNotFoundError,
} from "@pulumi/pulumi/automation/index.js";
import { foundAgainAt } from "../../components/recovery/foundAgain.js";
import { removalOfLost } from "../../components/recovery/lost.js";
import { isWindowMember } from "../../components/recovery/windowMembers.js";
import { didYouMean, either, quote } from "../../stacks/schema/report/wording.js";
import { type PulumiRun, pulumi, pulumiCommand } from "../stack/pulumi.js";
import { isDead, lockHolders } from "./lock.js";
import { type Judged, lookUp } from "./lookUp.js";
import { removeTornSidecars } from "./sidecars.js";
import {
  type Ours,
  readPlannedCreates,
  readState,
  type StackState,
  type StateResource,
  withReplacements,
  withResources,
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
 * @throws RecoveryRefused when there is no such stack, when another run may still be alive, or when
 * the engine refuses
 */
export async function recover(options: RecoverOptions): Promise<void> {
  const { stack: stackName, workDir, engine, environment = {}, say } = options;
  const workspace = {
    workDir,
    pulumiCommand: await pulumiCommand(engine),
    envVars: { ...environment, ...engine.env },
  };
  await removeTornSidecars(options);
  const stack = await selectStack(stackName, workspace);
  const { name: projectName } = await stack.workspace.projectSettings();
  let ours: Ours[];
  let candidates: StateResource[];
  let isSettled = false;
  do {
    const state = readState(await stack.exportStack());
    candidates = await createsToJudge(options, state);
    const judged = await lookUp(state, candidates, { projectName, stackName, workspace });
    for (const line of judged.flatMap((one) => verdict(one, state))) {
      say(line);
    }
    ours = judged.flatMap(({ resource, found: what }) =>
      what.kind === "ours" ? [{ resource, id: what.id }] : [],
    );
    // A later look that finds nothing leaves what the one before has settled.
    if (!isSettled || ours.length > 0) {
      await withoutDeadLock(options, () => settle(options, stack, ours));
      isSettled = true;
    }
  } while (ours.length > 0);
  await replaceOpenWindows(stack, candidates, say);
  say(`${stackName}: in order. "pulumi up" creates what is missing.`);
}

async function selectStack(
  stackName: string,
  workspace: LocalWorkspaceOptions & { readonly workDir: string },
): Promise<Stack> {
  try {
    const { workDir } = workspace;
    return await LocalWorkspace.selectStack({ stackName, workDir }, workspace);
  } catch (failure) {
    if (!(failure instanceof StackNotFoundError)) {
      throw failure;
    }
    const stacks = await (await LocalWorkspace.create(workspace)).listStacks();
    const names = stacks.map(({ name }) => name).sort();
    const there = names.length === 0 ? "no stack" : either(names);
    throw new RecoveryRefused(
      `There is no stack ${quote(stackName)}; expected ${there}. ` +
        didYouMean(stackName, names, "A stack that was never brought up needs no recovery."),
    );
  }
}

/**
 * The creates of which something may have come: those that the state has as begun, and those that
 * the program would begin. An `up` after the crash forgets the first, so the second count too.
 */
async function createsToJudge(
  options: RecoverOptions,
  { resources, pendingCreates }: StackState,
): Promise<StateResource[]> {
  const printed = await pulumi(options, ["preview", "--json", "--stack", options.stack]);
  const creates = [...readPlannedCreates(printed), ...pendingCreates];
  // Every run that breaks off leaves its own pending create, so one object can have several.
  const byUrn = new Map(creates.map((create) => [create.urn, create]));
  for (const { urn } of resources) {
    byUrn.delete(urn);
  }
  return [...byUrn.values()];
}

/** Takes what is ours into the state, forgets every other pending create and reads all anew. */
async function settle(options: RecoverOptions, stack: Stack, ours: readonly Ours[]): Promise<void> {
  await stack.importStack(withResources(await stack.exportStack(), ours));
  await pulumi(options, ["refresh", "--yes", "--skip-preview", "--stack", options.stack]);
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

/** Has each window replaced in which something may stand that no look-up can tell of. */
async function replaceOpenWindows(
  stack: Stack,
  creates: readonly StateResource[],
  say: (line: string) => void,
): Promise<void> {
  const exported = await stack.exportStack();
  const known = new Set(readState(exported).resources.map(({ urn }) => urn));
  const open = creates
    .filter(({ type }) => isWindowMember(type))
    .flatMap(({ propertyDependencies }) => propertyDependencies?.["windowId"] ?? [])
    .filter((urn) => known.has(urn));
  if (open.length > 0) {
    await stack.importStack(withReplacements(exported, new Set(open)));
    for (const urn of new Set(open)) {
      say(`${urn.split("::").at(-1)}: will be replaced with everything that stands in it`);
    }
  }
}

/** What is to be said of a create; nothing of one that was never begun. */
function verdict({ resource, found }: Judged, state: StackState): string[] {
  const name = resource.urn.split("::").at(-1);
  switch (found.kind) {
    case "ours":
      return [`${name}: was created (${found.id}); taking it under management`];
    case "stranger":
      return [`${name}: not created; ${found.what} stands in its place and is left alone`];
    case "nothing":
      return nothingFound(resource, state, `${name}`);
  }
}

function nothingFound(resource: StateResource, state: StackState, name: string): string[] {
  const removal = removalOfLost(resource.type, resource.inputs);
  const parents = Object.values(resource.propertyDependencies ?? {}).flatMap((urns) => urns ?? []);
  // Where that in which it would stand is not there, nothing stands.
  if (removal !== undefined && state.resources.some(({ urn }) => parents.includes(urn))) {
    return [
      `${name}: nobody can tell whether it was created. If "pulumi up" says that it exists, remove it: ${removal}`,
    ];
  }
  if (!state.pendingCreates.includes(resource)) {
    return [];
  }
  const place = foundAgainAt(resource.inputs);
  return [
    place === undefined
      ? `${name}: was not created`
      : `${name}: nobody knows how far it came; "pulumi up" asks ${place} by its key and goes on there`,
  ];
}
