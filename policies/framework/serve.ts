import { Server, ServerCredentials } from "@grpc/grpc-js";
import { analyzerDefinition, analyzerService } from "./analyzer/service.js";
import type { Pack } from "./pack.js";

/** Bytes; a whole stack is one message. The policy SDK allows as many. */
const largestMessage = 400 * 1024 * 1024;

/**
 * Serves the pack to the engine that started this process, and prints the port as the engine
 * expects it. A process serves one pack.
 *
 * The pack answers the engine's protocol by itself: the policy SDK reads every resource once for
 * each rule and reports every rule that does not apply, which took several times as long as the
 * rules.
 */
export function servePack(pack: Pack, version: string): void {
  const server = new Server({ "grpc.max_receive_message_length": largestMessage });
  const speaker = { name: `comanaged-${pack.name}`, version };
  server.addService(analyzerDefinition, analyzerService(pack, speaker));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      console.error(`The policy pack cannot listen on 127.0.0.1: ${error.message}`);
      process.exit(1);
    }
    console.log(String(port));
  });
}
