import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import {
  type AnalyzeDiagnostic,
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerResourceOptions,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { packFolder } from "../../../policies/build.js";
import type { Inputs } from "./cases.js";

/** What a pack reports about one resource. */
export interface Report {
  readonly rule: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
}

/** A built pack that runs as the engine runs it. */
export interface PackServer {
  readonly analyze: (
    type: string,
    inputs: Inputs,
    aliases?: readonly string[],
  ) => Promise<{ readonly reports: readonly Report[]; readonly notApplicable: readonly string[] }>;
  /** Sets the level and the properties of a rule, as pack configuration does. */
  readonly configure: (
    rule: string,
    level: "advisory" | "mandatory",
    properties?: Inputs,
  ) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the built pack in a process of its own, with the SDK's own launcher. */
export async function startPack(name: string): Promise<PackServer> {
  const folder = packFolder(name);
  const launcher = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const server = spawn(process.execPath, [launcher, "127.0.0.1:1", folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const client = new AnalyzerClient(
    `127.0.0.1:${await portOf(server)}`,
    credentials.createInsecure(),
  );
  return {
    analyze: async (type, inputs, aliases = []) => {
      const response = await call<AnalyzeResponse>((done) =>
        client.analyze(requestFor(type, inputs, aliases), done),
      );
      return {
        reports: response.getDiagnosticsList().map(reportOf),
        notApplicable: response.getNotApplicableList().map((entry) => entry.getPolicyName()),
      };
    },
    configure: async (rule, level, properties = {}) => {
      const request = new ConfigureAnalyzerRequest();
      const config = new PolicyConfig()
        .setEnforcementlevel(
          level === "advisory" ? EnforcementLevel.ADVISORY : EnforcementLevel.MANDATORY,
        )
        .setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(properties))));
      request.getPolicyconfigMap().set(rule, config);
      await call((done) => client.configure(request, done));
    },
    stop: async () => {
      client.close();
      server.kill();
      await once(server, "exit");
    },
  };
}

function call<T>(start: (done: (error: Error | null, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)));
  });
}

async function portOf(server: ChildProcess): Promise<string> {
  const ended = once(server, "exit").then(() => {
    throw new Error("the pack ended before it told its port");
  });
  const [chunk] = await Promise.race([once(server.stdout ?? server, "data"), ended]);
  return String(chunk).trim();
}

function requestFor(type: string, inputs: Inputs, aliases: readonly string[]): AnalyzeRequest {
  return new AnalyzeRequest()
    .setType(type)
    .setName("one")
    .setOptions(new AnalyzerResourceOptions().setAliasesList([...aliases]))
    .setUrn(`urn:pulumi:test::policies::${type}::one`)
    .setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(inputs))));
}

function reportOf(diagnostic: AnalyzeDiagnostic): Report {
  return {
    rule: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    level:
      diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
  };
}
