// The pack of all rules, which also writes down what the engine asks it.
import { appendFileSync } from "node:fs";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import type { AnalyzeRequest, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Analyzer } from "../../../policies/framework/analyzer/analyzer.js";
import {
  analyzerDefinition,
  analyzerService,
} from "../../../policies/framework/analyzer/service.js";
import { pack } from "../../../policies/packs/all.pack.js";

const speaker = { name: "recorder", version: "1.0.0" };
const options = { "grpc.max_receive_message_length": 400 * 1024 * 1024 };

/** Serves the pack as `servePack` does, and appends every question to `file`, a line each. */
export function serveRecorder(file: string): void {
  const analyzer = new Analyzer(pack, speaker);
  const server = new Server(options);
  server.addService(analyzerDefinition, {
    ...analyzerService(pack, speaker),
    analyze: recorded(file, "resource", (request: AnalyzeRequest) => analyzer.analyze(request)),
    analyzeStack: recorded(file, "stack", (request: AnalyzeStackRequest) =>
      analyzer.analyzeStack(request.getResourcesList()),
    ),
  });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_error, port) => {
    console.log(String(port));
  });
}

function recorded<Request extends { serializeBinary: () => Uint8Array }>(
  file: string,
  kind: "resource" | "stack",
  handle: (request: Request) => Buffer,
) {
  return ({ request }: ServerUnaryCall<Request, Buffer>, answer: sendUnaryData<Buffer>): void => {
    const bytes = Buffer.from(request.serializeBinary()).toString("base64");
    appendFileSync(file, `${kind} ${bytes}\n`);
    answer(null, handle(request));
  };
}
