import { createHash } from "node:crypto";
import { type Sections, windowsDocument } from "./document.js";
import { effects, WindowsReport } from "./effects.js";
import { readState, type WindowsState, writeState } from "./state.js";

/**
 * SHA-256 of the program whose effects this is a model of. A test says when the program has
 * changed: look whether the model still does what it does.
 */
export const modelledProgram = "f4ac440d1da0487502aebc8554bc0d970a3203b041e0d7a2c16e1d2083c569e5";

/** What a command left. */
export interface WindowsOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Does what a command does to a Windows server, of the two commands that it understands. */
export function runOnWindows(
  root: string,
  hostKey: string,
  command: string,
  stdin: string,
): WindowsOutcome {
  const script = scriptOf(command);
  if (script?.includes("_key.pub")) {
    return { stdout: hostKey, stderr: "", code: 0 };
  }
  if (script === undefined || !script.includes(`'${modelledProgram}'`)) {
    return refused("this model of Windows runs the agreed program only");
  }
  const [document = "", ...lines] = stdin.split("\n");
  const program = lines.join("\n");
  if (createHash("sha256").update(program).digest("hex") !== modelledProgram) {
    return refused("another program than was agreed on");
  }
  const report = keep(root, document);
  const code = report.problems.length > 0 ? 1 : 0;
  return { stdout: `${JSON.stringify(report)}\n`, stderr: "", code };
}

function scriptOf(command: string): string | undefined {
  const [, text] =
    /^powershell -NoProfile -NonInteractive .*-EncodedCommand ([A-Za-z0-9+/=]+)$/.exec(command) ??
    [];
  return text === undefined ? undefined : Buffer.from(text, "base64").toString("utf16le");
}

const refused = (stderr: string): WindowsOutcome => ({ stdout: "", stderr, code: 1 });

function keep(root: string, text: string): WindowsReport {
  const report = new WindowsReport();
  const { data, error } = windowsDocument.safeParse(JSON.parse(text));
  if (error !== undefined) {
    report.problems.push(
      ...error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    );
    return report;
  }
  const state = readState(root);
  const names: readonly (keyof Sections)[] = [
    ...(["administrators", "localAdministrator", "serviceAccounts", "patching"] as const),
    ...(["patchingRelease", "patchingResults", "firewall", "retirement"] as const),
  ];
  for (const name of names) {
    apply(name, state, data.sections, report);
  }
  writeState(root, state);
  return report;
}

function apply<Name extends keyof Sections>(
  name: Name,
  state: WindowsState,
  sections: { readonly [Key in keyof Sections]?: Sections[Key] | undefined },
  report: WindowsReport,
): void {
  const told = sections[name];
  if (told !== undefined) {
    effects[name](state, told, report);
  }
}
