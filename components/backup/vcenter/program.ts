import type { Action } from "../../remote/outcome.js";
import { run } from "./run.js";

// The command that runs this program hands them over.
declare const ACTION: Action;
declare const DOCUMENT: string;

void run(ACTION, DOCUMENT).then(({ status, said }) => {
  process[status === 0 ? "stdout" : "stderr"].write(`${said}\n`);
  process.exitCode = status;
});
