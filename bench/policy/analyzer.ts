import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Registered } from "../registered.js";
import { type RunningPack, startPack } from "./runningPack.js";

/** What the engine asks a policy pack about a stack, encoded as it is sent. */
export interface Questions {
  /** About each resource by itself. */
  readonly single: readonly Buffer[];
  /** About all of them. */
  readonly whole: Buffer;
}

/** The questions about the resources of a preview. */
export function questionsAbout(registered: Registered): Questions {
  const resources = [...registered].map(([key, inputs]) => {
    const [type = "", name = ""] = key.split(" ");
    const properties = Struct.fromJavaScript(JSON.parse(inputs));
    return { type, urn: `urn:pulumi:bench::comanaged::${type}::${name}`, properties };
  });
  const single = resources.map((one) => fill(new AnalyzeRequest(), one).serializeBinary());
  const all = resources.map((one) => fill(new AnalyzerResource(), one));
  const whole = new AnalyzeStackRequest().setResourcesList(all).serializeBinary();
  return { single: single.map((bytes) => Buffer.from(bytes)), whole: Buffer.from(whole) };
}

/** What a question about one resource and a resource of a stack have in common. */
interface Described {
  setType(type: string): unknown;
  setUrn(urn: string): unknown;
  setName(name: string): unknown;
  setProperties(properties: Struct): unknown;
  setOptions(options: AnalyzerResourceOptions): unknown;
}

function fill<Message extends Described>(
  message: Message,
  { type, urn, properties }: { type: string; urn: string; properties: Struct },
): Message {
  message.setType(type);
  message.setUrn(urn);
  message.setName(urn);
  message.setProperties(properties);
  message.setOptions(new AnalyzerResourceOptions());
  return message;
}

/** Seconds that a pack takes. */
export interface Taken {
  /** For all resources, one after the other, as the engine asks. */
  readonly single: number;
  /** For the stack, after them. */
  readonly whole: number;
}

/**
 * Seconds that each pack takes for a whole stack, in processes that have just been started, as in
 * a preview. Each question goes to all packs in turn, so that whatever else the machine does hits
 * all of them.
 */
export async function timePacks(
  folders: readonly string[],
  { single, whole }: Questions,
): Promise<readonly Taken[]> {
  const packs = await Promise.all(folders.map(startPack));
  const { analyze, analyzeStack } = AnalyzerService;
  try {
    const sums = packs.map(() => 0);
    for (const question of single) {
      const times = await askInTurn(packs, analyze.path, question);
      times.forEach((seconds, index) => {
        sums[index] = (sums[index] ?? 0) + seconds;
      });
    }
    const ends = await askInTurn(packs, analyzeStack.path, whole);
    return ends.map((seconds, index) => ({ single: sums[index] ?? 0, whole: seconds }));
  } finally {
    await Promise.all(packs.map((pack) => pack.stop()));
  }
}

/** Seconds that each pack takes to answer. */
async function askInTurn(
  packs: readonly RunningPack[],
  path: string,
  question: Buffer,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const pack of packs) {
    const started = performance.now();
    await pack.ask(path, question);
    times.push((performance.now() - started) / 1000);
  }
  return times;
}
