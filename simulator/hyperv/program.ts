import { createHash } from "node:crypto";
import { CmdletError } from "./hostRun.js";
import type { HostReport } from "./own.js";

/** What a command left. */
export interface HostOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** What a session asks for. */
export interface Asked {
  readonly command: string;
  readonly stdin: string;
}

/** Does what a document says, of a machine that is kept or removed. */
type Act = (document: unknown, isRemoving: boolean, report: HostReport) => void;

/**
 * Does what a command does that starts one fixed program, and none that starts another.
 *
 * @param sha256 of the program
 * @throws Cut when the connection is lost in the middle
 */
export function runProgram(sha256: string, { command, stdin }: Asked, act: Act): HostOutcome {
  const [, encoded = ""] = /-EncodedCommand ([A-Za-z0-9+/=]+)$/.exec(command) ?? [];
  const script = Buffer.from(encoded, "base64").toString("utf16le");
  const [document = "", ...lines] = stdin.split("\n");
  const sent = createHash("sha256").update(lines.join("\n")).digest("hex");
  if (!script.includes(`'${sha256}'`) || sent !== sha256) {
    return { stdout: "", stderr: "another program than was agreed on", code: 1 };
  }
  const report: HostReport = { observed: {}, changed: [], problems: [] };
  try {
    act(JSON.parse(document), script.startsWith("$Removing=$true"), report);
  } catch (error) {
    if (!(error instanceof CmdletError)) {
      throw error;
    }
    report.problems.push(error.message);
  }
  const code = report.problems.length > 0 ? 1 : 0;
  return { stdout: `${JSON.stringify(report)}\n`, stderr: "", code };
}
