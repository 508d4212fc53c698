import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AnalyzeRequest, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { RunFailure, run } from "../../../cli/stack/run.js";
import type { Ground } from "../../engine/ground.js";

/** What the engine asked the rules at one preview, in its own messages. */
export interface Capture {
  readonly stack: string;
  readonly resources: readonly AnalyzeRequest[];
  readonly whole: AnalyzeStackRequest;
}

/**
 * What the engine asks the rules when a stack that has nothing yet is previewed.
 *
 * @throws RunFailure when a rule finds something in it
 */
export async function capture(ground: Ground, stack: string): Promise<Capture> {
  // Here, because the language host looks for Pulumi's package above the pack.
  const folder = await mkdtemp(join(__dirname, "recorder-"));
  const file = join(folder, "questions");
  try {
    await Promise.all([
      writeFile(join(folder, "PulumiPolicy.yaml"), project),
      writeFile(join(folder, "package.json"), '{ "name": "recorder", "main": "index.js" }'),
      writeFile(join(folder, "index.js"), launch(file)),
    ]);
    await run(await ground.open(stack), "preview", { policyPack: folder });
    return readCapture(stack, await readFile(file, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const project = "runtime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n";

function launch(file: string): string {
  const recorder = JSON.stringify(join(__dirname, "recorder.js"));
  return `require(${recorder}).serveRecorder(${JSON.stringify(file)});\n`;
}

function readCapture(stack: string, text: string): Capture {
  const questions = text
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const bytesOf = (wanted: string) =>
    questions.flatMap(([kind, bytes = ""]) =>
      kind === wanted ? [Uint8Array.from(Buffer.from(bytes, "base64"))] : [],
    );
  const [whole] = bytesOf("stack").map((bytes) => AnalyzeStackRequest.deserializeBinary(bytes));
  if (whole === undefined) {
    throw new RunFailure(`the stack ${stack} was not judged as a whole`);
  }
  const resources = bytesOf("resource").map((bytes) => AnalyzeRequest.deserializeBinary(bytes));
  return { stack, resources, whole };
}
