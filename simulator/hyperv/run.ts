import { createHash } from "node:crypto";
import { CmdletError, Cmdlets } from "./cmdlets.js";
import { hostDocument } from "./document.js";
import type { HypervHost } from "./host.js";
import { observedOf, removeMachine, reserve, setMachine } from "./machine.js";
import { type HostReport, ownMachine } from "./own.js";

/**
 * SHA-256 of the program whose effects this is a model of. A test says when the program has
 * changed: look whether the model still does what it does.
 */
export const modelledHypervProgram =
  "95ef518f3b3e71ca7a122ed07f86c3ba449e1e81ab7a388830bbee972d809226";

/** What a command left. */
interface HostOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/**
 * Does what a command does on a Hyper-V host, of those that it understands.
 *
 * @throws Cut when the connection is lost in the middle
 */
export function runOnHypervHost(host: HypervHost, command: string, stdin: string): HostOutcome {
  const [, encoded = ""] = /-EncodedCommand ([A-Za-z0-9+/=]+)$/.exec(command) ?? [];
  const script = Buffer.from(encoded, "base64").toString("utf16le");
  const [document = "", ...lines] = stdin.split("\n");
  const sent = createHash("sha256").update(lines.join("\n")).digest("hex");
  if (!script.includes(`'${modelledHypervProgram}'`) || sent !== modelledHypervProgram) {
    return { stdout: "", stderr: "another program than was agreed on", code: 1 };
  }
  const report: HostReport = { observed: {}, changed: [], problems: [] };
  try {
    keep(host, document, script.startsWith("$Removing=$true"), report);
  } catch (error) {
    if (!(error instanceof CmdletError)) {
      throw error;
    }
    report.problems.push(error.message);
  }
  const code = report.problems.length > 0 ? 1 : 0;
  return { stdout: `${JSON.stringify(report)}\n`, stderr: "", code };
}

function keep(host: HypervHost, text: string, isRemoving: boolean, report: HostReport): void {
  const { data, error } = hostDocument.safeParse(JSON.parse(text));
  if (error !== undefined) {
    throw new CmdletError(`the document is none of this program: ${error.message}`);
  }
  const cmdlets = new Cmdlets(host);
  if (cmdlets.getService().includes("SCVMMAgent")) {
    throw new CmdletError(
      "Virtual Machine Manager manages this host, and nothing is done behind it: " +
        "have the catalog name a host that it does not manage",
    );
  }
  const { sections } = data;
  if ("machine" in sections) {
    const act = isRemoving ? removeMachine : setMachine;
    act(cmdlets, sections.machine, report);
  } else if (isRemoving) {
    throw new CmdletError("document.sections: only a machine is removed");
  } else if ("reservation" in sections) {
    reserve(cmdlets, sections.reservation, report);
  } else if ("observation" in sections) {
    const vm = ownMachine(cmdlets, sections.observation);
    report.observed["machine"] = observedOf(cmdlets, vm);
  } else {
    const vm = ownMachine(cmdlets, sections.address);
    const [address] = vm.adapters.flatMap((adapter) => adapter.address ?? []);
    if (address === undefined) {
      throw new CmdletError(`the guest of ${vm.id} has told no address for five minutes`);
    }
    report.observed["address"] = address;
  }
}
