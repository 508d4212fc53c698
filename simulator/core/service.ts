import {
  type ServerUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Answered, type Calls } from "./calls.js";
import { failure } from "./failure.js";

/** Newer than any version that a program asks for: the engine warns about older ones. */
const reportedVersion = "999.0.0";

/** Pulumi's provider protocol on top of the calls. */
export function providerService(calls: Calls): UntypedServiceImplementation {
  return {
    handshake: unary(() => new proto.ProviderHandshakeResponse().setAcceptSecrets(true)),
    parameterize: unimplemented("Parameterize"),
    getSchema: unary(() => new proto.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary((_peer, request: proto.CheckRequest) => calls.checkConfig(request)),
    diffConfig: unary((_peer, request: proto.DiffRequest) => calls.diffConfig(request)),
    configure: unary((peer, request: proto.ConfigureRequest) => calls.configure(peer, request)),
    invoke: unary((peer, request: proto.InvokeRequest) => calls.invoke(peer, request)),
    call: unimplemented("Call"),
    check: unary((peer, request: proto.CheckRequest) => calls.check(peer, request)),
    diff: unary((peer, request: proto.DiffRequest) => calls.diff(peer, request)),
    create: unary((peer, request: proto.CreateRequest) => calls.create(peer, request)),
    read: unary((peer, request: proto.ReadRequest) => calls.read(peer, request)),
    list: unimplemented("List"),
    update: unary((peer, request: proto.UpdateRequest) => calls.update(peer, request)),
    delete: unary((peer, request: proto.DeleteRequest) => calls.delete(peer, request)),
    construct: unimplemented("Construct"),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(reportedVersion)),
    attach: unary(() => new Empty()),
    getMapping: unary(() => new proto.GetMappingResponse()),
    getMappings: unary(() => new proto.GetMappingsResponse()),
  };
}

function unary<Request, Response>(
  handler: (peer: string, request: Request) => Response | Promise<Response>,
) {
  return (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => handler(call.getPeer(), call.request))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer(error instanceof Answered ? error.failure : failure(error, [])),
      );
  };
}

function unimplemented(method: string) {
  return (_call: unknown, answer: sendUnaryData<Empty>): void => {
    answer({ code: status.UNIMPLEMENTED, details: `${method} is not simulated` });
  };
}
