import * as local from "@pulumi/command/local";

/**
 * Has the engine start the provider of commands, to be awaited before the first resource is made.
 * The engine gives answers through providers that it starts by itself one after the other, and
 * starts them with the workers that create: when the first command of a program came while hooks on
 * all workers wait for such an answer, neither would ever end.
 */
export async function startCommands(): Promise<void> {
  await local.run({ command: "exit 0" });
}
