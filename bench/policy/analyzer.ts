import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Client, credentials, type MethodDefinition } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Registered } from "../registered.js";

/** Bytes of the largest message: a whole stack is one. */
const maxMessage = 400 * 1024 * 1024;

/** A resource as it is handed to a policy pack. */
interface Handed {
  readonly urn: string;
  readonly type: string;
  readonly properties: Struct;
}

/** The resources of a preview in the form in which the engine hands them to packs. */
export function handed(registered: Registered): readonly Handed[] {
  return [...registered].map(([key, inputs]) => {
    const [type = "", name = ""] = key.split(" ");
    const properties = Struct.fromJavaScript(JSON.parse(inputs));
    return { type, urn: `urn:pulumi:bench::comanaged::${type}::${name}`, properties };
  });
}

/**
 * Seconds that a pack takes for a whole stack: each resource by itself, one after the other as
 * the engine does it, then the stack.
 */
export async function timePack(folder: string, resources: readonly Handed[]): Promise<number> {
  const launcher = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const server = spawn(process.execPath, [launcher, "127.0.0.1:1", folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const client = new Client(`127.0.0.1:${await portOf(server)}`, credentials.createInsecure(), {
      "grpc.max_send_message_length": maxMessage,
    });
    const questions = resources.map(one);
    const whole = all(resources);
    const started = performance.now();
    for (const question of questions) {
      await ask(client, AnalyzerService.analyze, question);
    }
    await ask(client, AnalyzerService.analyzeStack, whole);
    const seconds = (performance.now() - started) / 1000;
    client.close();
    return seconds;
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

/** Asks the pack. The answer stays encoded: the engine reads it in Go, in next to no time. */
function ask<Request>(
  client: Client,
  { path, requestSerialize }: Pick<MethodDefinition<Request, unknown>, "path" | "requestSerialize">,
  request: Request,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const answered = (error: Error | null, answer?: Buffer) =>
      error ? reject(error) : resolve(answer);
    client.makeUnaryRequest(path, requestSerialize, (bytes) => bytes, request, answered);
  });
}

function one({ type, urn, properties }: Handed): AnalyzeRequest {
  return new AnalyzeRequest()
    .setType(type)
    .setUrn(urn)
    .setName(urn)
    .setProperties(properties)
    .setOptions(new AnalyzerResourceOptions());
}

function all(resources: readonly Handed[]): AnalyzeStackRequest {
  return new AnalyzeStackRequest().setResourcesList(
    resources.map(({ type, urn, properties }) =>
      new AnalyzerResource()
        .setType(type)
        .setUrn(urn)
        .setName(urn)
        .setProperties(properties)
        .setOptions(new AnalyzerResourceOptions()),
    ),
  );
}

async function portOf(server: ChildProcess): Promise<string> {
  const ended = once(server, "exit").then(() => {
    throw new Error("the pack ended before it told its port");
  });
  const [chunk] = await Promise.race([once(server.stdout ?? server, "data"), ended]);
  return String(chunk).trim();
}
