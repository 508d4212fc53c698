import { LocalWorkspace, type LocalWorkspaceOptions } from "@pulumi/pulumi/automation/index.js";
import { type PulumiRun, pulumiCommand } from "./pulumi.js";
import { run } from "./run.js";

/** Where to ask: the stack and the workspace that runs it. */
export interface AskedStack {
  readonly projectName: string;
  readonly stackName: string;
  readonly workspace: LocalWorkspaceOptions & { readonly workDir: string };
}

/** A stack of the project in a folder, to be asked there. */
export async function stackToAsk(
  { engine, workDir, environment = {} }: PulumiRun,
  stackName: string,
): Promise<AskedStack> {
  const workspace = {
    workDir,
    pulumiCommand: await pulumiCommand(engine),
    envVars: { ...environment, ...engine.env },
  };
  const { name: projectName } = await (await LocalWorkspace.create(workspace)).projectSettings();
  return { projectName, stackName, workspace };
}

/**
 * Asks platforms through their providers, in a preview of a program that declares nothing but
 * these: a preview takes no lock and changes nothing.
 *
 * @throws RunFailure when a platform cannot be asked
 */
export async function ask<Answer>(
  { projectName, stackName, workspace }: AskedStack,
  question: () => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  const program = async () => {
    answers.push(await question());
  };
  const stack = await LocalWorkspace.selectStack({ projectName, stackName, program }, workspace);
  // The program declares no servers, and the engine says of each protected one that it cannot
  // be deleted. By then the question has been answered.
  const failure = await run(stack, "preview").then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const [answer] = answers;
  if (answer === undefined) {
    throw failure;
  }
  return answer;
}
