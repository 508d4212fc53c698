import { spawn } from "node:child_process";
import { Refusal } from "../core/refusal.js";
import { type CommandInputs, environmentOf } from "./inputs.js";
import { type Outcome, Output } from "./outcome.js";

/** Runs a command on this machine. */
export function runLocal(
  text: string,
  inputs: CommandInputs,
  ways: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Outcome> {
  const [program, ...args] = inputs.interpreter.length > 0 ? inputs.interpreter : ["/bin/sh", "-c"];
  const output = new Output();
  return new Promise((resolve, reject) => {
    const child = spawn(program ?? "/bin/sh", [...args, text], {
      env: { ...process.env, ...ways, ...environmentOf(inputs) },
      signal,
      ...(inputs.dir !== undefined && { cwd: inputs.dir }),
    });
    child.stdout.on("data", output.onStdout);
    child.stderr.on("data", output.onStderr);
    child.once("error", ({ message }) => reject(new Refusal(message)));
    child.once("close", (code, stopped) => resolve(output.ended(code, stopped)));
    // A process that does not read its input is no failure.
    child.stdin.on("error", () => {}).end(inputs.stdin ?? "");
  });
}
