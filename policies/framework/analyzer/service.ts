import {
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import {
  type AnalyzeRequest,
  AnalyzerStackConfigureResponse,
  type AnalyzeStackRequest,
  type ConfigureAnalyzerRequest,
  RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import type { Pack } from "../pack.js";
import { Analyzer } from "./analyzer.js";
import type { Speaker } from "./answer.js";
import { infoOf } from "./info.js";
import { readAnalyzeRequest, readAnalyzeStackRequest } from "./lazily.js";
import { SettingsRefused } from "./settingsProblems.js";

const encoded = { responseSerialize: (answer: Buffer) => answer };

/**
 * Pulumi's protocol for policy packs, in which an answer about resources is encoded already and
 * their properties are not decoded yet.
 */
export const analyzerDefinition: ServiceDefinition = {
  ...AnalyzerService,
  analyze: { ...AnalyzerService.analyze, requestDeserialize: readAnalyzeRequest, ...encoded },
  analyzeStack: {
    ...{ ...AnalyzerService.analyzeStack, requestDeserialize: readAnalyzeStackRequest },
    ...encoded,
  },
  configure: { ...AnalyzerService.configure, responseSerialize: () => Buffer.alloc(0) },
};

/** Answers the engine for the pack. */
export function analyzerService(pack: Pack, speaker: Speaker): UntypedServiceImplementation {
  const analyzer = new Analyzer(pack, speaker);
  return {
    analyze: unary((request: AnalyzeRequest) => analyzer.analyze(request)),
    analyzeStack: unary((request: AnalyzeStackRequest) =>
      analyzer.analyzeStack(request.getResourcesList()),
    ),
    remediate: unary(() => new RemediateResponse()),
    getAnalyzerInfo: unary(() => infoOf(pack, speaker)),
    getPluginInfo: unary(() => new PluginInfo().setVersion(speaker.version)),
    configure: unary((request: ConfigureAnalyzerRequest) => {
      analyzer.configure(request);
      return new Empty();
    }),
    configureStack: unary(() => new AnalyzerStackConfigureResponse()),
  };
}

/** An error may repeat an input, so only its kind and where it arose are told. */
function unary<Request, Response>(handle: (request: Request) => Response) {
  return (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): void => {
    try {
      answer(null, handle(call.request));
    } catch (error) {
      if (error instanceof SettingsRefused) {
        answer({ code: status.INVALID_ARGUMENT, details: error.message });
        return;
      }
      const [kind, ...at] = error instanceof Error ? [error.name, ...framesOf(error)] : ["Error"];
      answer({
        code: status.INTERNAL,
        details: [`the policy pack failed: ${kind}`, ...at].join("\n"),
      });
    }
  };
}

function framesOf({ stack = "" }: Error): readonly string[] {
  return stack.split("\n").filter((text) => /^\s+at /.test(text));
}
