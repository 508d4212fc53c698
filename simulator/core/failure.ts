import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { HalfDone, Refusal, Unreachable } from "./refusal.js";
import { redact, secretTexts } from "./secrets.js";
import { type Decoded, encodeStruct } from "./wire.js";

/** An error as gRPC sends it. */
export type Failure = Pick<ServiceError, "code" | "details" | "message"> & { metadata?: Metadata };

/** The error as the engine expects it, with the secrets of the properties hidden. */
export function failure(error: unknown, properties: readonly Decoded[]): Failure {
  const secrets = properties.flatMap(secretTexts);
  const text = redact(error instanceof Error ? error.message : String(error), secrets);
  if (error instanceof HalfDone) {
    return { ...plain(status.UNKNOWN, text), metadata: initFailed(error, text, properties) };
  }
  if (error instanceof Unreachable) {
    return plain(status.UNAVAILABLE, text);
  }
  if (error instanceof Refusal) {
    return plain(status.UNKNOWN, text);
  }
  return plain(status.INTERNAL, text);
}

function plain(code: status, text: string): Failure {
  return { code, details: text, message: text };
}

/** The object exists: the engine keeps it in the state as created, with what went wrong. */
function initFailed(error: HalfDone, reason: string, properties: readonly Decoded[]): Metadata {
  const [inputs] = properties;
  const detail = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(encodeStruct(error.properties.value, error.properties.secrets))
    .setReasonsList([reason]);
  if (inputs) {
    detail.setInputs(encodeStruct(inputs.value, inputs.secrets));
  }
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status().setCode(status.UNKNOWN).setMessage(reason).setDetailsList([any]);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return metadata;
}
