import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Anything } from "./anything.js";
import type { Change } from "./diff.js";
import { type Failure, failure } from "./failure.js";
import type { Occasion } from "./faults.js";
import type { JsonObject } from "./json.js";
import type { Mishaps } from "./mishaps.js";
import type { Answer, Provider, Subject } from "./provider.js";
import { HalfDone, Refusal, Unreachable } from "./refusal.js";
import type { Simulator } from "./simulator.js";
import type { Problem } from "./validate.js";
import { type Decoded, decodeStruct, encodeStruct } from "./wire.js";

/** Newer than any version that a program asks for: the engine warns about older ones. */
const reportedVersion = "999.0.0";

type Handler<Request, Response> = (
  call: ServerUnaryCall<Request, Response>,
) => Response | Promise<Response>;

/** Pulumi's provider protocol on top of the simulator. */
export function providerService(
  simulator: Simulator,
  mishaps: Mishaps,
): UntypedServiceImplementation {
  const service = new ProviderService(simulator, mishaps);
  return {
    handshake: unary(() => service.handshake()),
    parameterize: unimplemented("Parameterize"),
    getSchema: unary(() => new proto.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary((call: Call<proto.CheckRequest, proto.CheckResponse>) =>
      service.checkConfig(call.request),
    ),
    diffConfig: unary((call: Call<proto.DiffRequest, proto.DiffResponse>) =>
      service.diffConfig(call.request),
    ),
    configure: unary((call: Call<proto.ConfigureRequest, proto.ConfigureResponse>) =>
      service.configure(call.getPeer(), call.request),
    ),
    invoke: unary((call: Call<proto.InvokeRequest, proto.InvokeResponse>) =>
      service.invoke(call.getPeer(), call.request),
    ),
    call: unimplemented("Call"),
    check: unary((call: Call<proto.CheckRequest, proto.CheckResponse>) =>
      service.check(call.getPeer(), call.request),
    ),
    diff: unary((call: Call<proto.DiffRequest, proto.DiffResponse>) =>
      service.diff(call.getPeer(), call.request),
    ),
    create: unary((call: Call<proto.CreateRequest, proto.CreateResponse>) =>
      service.create(call.getPeer(), call.request),
    ),
    read: unary((call: Call<proto.ReadRequest, proto.ReadResponse>) =>
      service.read(call.getPeer(), call.request),
    ),
    update: unary((call: Call<proto.UpdateRequest, proto.UpdateResponse>) =>
      service.update(call.getPeer(), call.request),
    ),
    delete: unary((call: Call<proto.DeleteRequest, Empty>) =>
      service.delete(call.getPeer(), call.request),
    ),
    construct: unimplemented("Construct"),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(reportedVersion)),
    attach: unary(() => new Empty()),
    getMapping: unary(() => new proto.GetMappingResponse()),
    getMappings: unary(() => new proto.GetMappingsResponse()),
  };
}

type Call<Request, Response> = ServerUnaryCall<Request, Response>;

/** An error that is ready for the wire. */
class Answered extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

function unary<Request, Response>(handler: Handler<Request, Response>) {
  return (call: Call<Request, Response>, answer: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => handler(call))
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

class ProviderService {
  private readonly simulator: Simulator;
  private readonly mishaps: Mishaps;

  constructor(simulator: Simulator, mishaps: Mishaps) {
    this.simulator = simulator;
    this.mishaps = mishaps;
  }

  handshake(): proto.ProviderHandshakeResponse {
    return new proto.ProviderHandshakeResponse().setAcceptSecrets(true);
  }

  checkConfig(request: proto.CheckRequest): proto.CheckResponse {
    const news = decodeStruct(request.getNews());
    const problems = this.simulator.checkConfig(typeOf(request.getUrn()), parseConfig(news.value));
    return checkResponse(news, problems);
  }

  diffConfig(request: proto.DiffRequest): proto.DiffResponse {
    const olds = request.hasOldInputs() ? request.getOldInputs() : request.getOlds();
    const changed =
      JSON.stringify(decodeStruct(olds).value) !==
      JSON.stringify(decodeStruct(request.getNews()).value);
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    return new proto.DiffResponse().setChanges(changed ? DIFF_SOME : DIFF_NONE);
  }

  configure(peer: string, request: proto.ConfigureRequest): proto.ConfigureResponse {
    const args = decodeStruct(request.getArgs());
    const token = request.getType() || typeOf(request.getUrn() ?? "");
    return attempt([args], () => {
      this.simulator.configure(peer, token || undefined, parseConfig(args.value));
      return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    });
  }

  async invoke(peer: string, request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
    const args = decodeStruct(request.getArgs());
    const token = request.getTok();
    const occasion = { operation: "invoke", token, resource: "" } as const;
    const answer = await this.work([args], occasion, () =>
      this.simulator.provider(peer, token).invoke(token, args.value),
    );
    return new proto.InvokeResponse().setReturn(encodeStruct(answer, args.secrets));
  }

  async check(peer: string, request: proto.CheckRequest): Promise<proto.CheckResponse> {
    const news = decodeStruct(request.getNews());
    const olds = decodeStruct(request.getOlds());
    const seed = Buffer.from(request.getRandomseed_asU8()).toString("hex");
    const { inputs, problems } = await this.onResource(peer, "check", request, [news], (on, it) =>
      on.check(it, olds.value, news, seed),
    );
    return checkResponse(inputs, problems);
  }

  async diff(peer: string, request: proto.DiffRequest): Promise<proto.DiffResponse> {
    const olds = decodeStruct(request.getOlds());
    const news = decodeStruct(request.getNews());
    const oldInputs = request.hasOldInputs() ? decodeStruct(request.getOldInputs()) : olds;
    const ignore = request.getIgnorechangesList();
    const { changes, deleteBeforeReplace } = await this.onResource(
      peer,
      "diff",
      request,
      [news],
      (on, it) => on.diff(it, request.getId(), olds.value, oldInputs.value, news.value, ignore),
    );
    return diffResponse(changes).setDeletebeforereplace(deleteBeforeReplace);
  }

  async create(peer: string, request: proto.CreateRequest): Promise<proto.CreateResponse> {
    const inputs = decodeStruct(request.getProperties());
    const { id, properties } = await this.onResource(
      peer,
      request.getPreview() ? "diff" : "create",
      request,
      [inputs],
      (on, it) => on.create(it, inputs, request.getPreview()),
    );
    return new proto.CreateResponse().setId(id).setProperties(encode(properties));
  }

  async read(peer: string, request: proto.ReadRequest): Promise<proto.ReadResponse> {
    const state = decodeStruct(request.getProperties());
    const inputs = decodeStruct(request.getInputs());
    const answer = await this.onResource(peer, "read", request, [state, inputs], (on, it) =>
      on.read(it, request.getId(), state, inputs),
    );
    if (answer === undefined) {
      return new proto.ReadResponse();
    }
    return new proto.ReadResponse()
      .setId(answer.id)
      .setProperties(encode(answer.properties))
      .setInputs(encode(answer.inputs));
  }

  async update(peer: string, request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
    const olds = decodeStruct(request.getOlds());
    const news = decodeStruct(request.getNews());
    const answer = await this.onResource(
      peer,
      request.getPreview() ? "diff" : "update",
      request,
      [news],
      (on, it) => on.update(it, request.getId(), olds.value, news, request.getPreview()),
    );
    return new proto.UpdateResponse().setProperties(encode(answer.properties));
  }

  async delete(peer: string, request: proto.DeleteRequest): Promise<Empty> {
    const state = decodeStruct(request.getProperties());
    await this.onResource(peer, "delete", request, [state], (on, it) =>
      on.delete(it, request.getId(), state.value),
    );
    return new Empty();
  }

  private onResource<Result>(
    peer: string,
    operation: Occasion["operation"],
    request: { getUrn(): string },
    properties: readonly Decoded[],
    work: (provider: Provider | Anything, subject: Subject) => Result,
  ): Promise<Result> {
    const subject = { token: typeOf(request.getUrn()), name: nameOf(request.getUrn()) };
    const occasion = { operation, token: subject.token, resource: subject.name };
    return this.work(properties, occasion, () =>
      work(this.simulator.provider(peer, subject.token), subject),
    );
  }

  private async work<Result>(
    properties: readonly Decoded[],
    occasion: Occasion,
    work: () => Result,
  ): Promise<Result> {
    try {
      const { lostAnswer, halfDone } = await this.mishaps.before(occasion);
      const result = work();
      if (lostAnswer) {
        throw new Unreachable("the connection was closed before the answer arrived");
      }
      if (halfDone !== undefined) {
        throw isAnswer(result)
          ? new HalfDone(result.id, result.properties, halfDone)
          : new Refusal(halfDone);
      }
      return result;
    } catch (error) {
      throw new Answered(failure(error, properties));
    }
  }
}

function attempt<Result>(properties: readonly Decoded[], work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Answered(failure(error, properties));
  }
}

function isAnswer(result: unknown): result is Answer {
  return typeof result === "object" && result !== null && "id" in result && "properties" in result;
}

function encode({ value, secrets }: Decoded) {
  return encodeStruct(value, secrets);
}

function checkResponse(inputs: Decoded, problems: readonly Problem[]): proto.CheckResponse {
  const failures = problems.map(({ property, reason }) =>
    new proto.CheckFailure().setProperty(property).setReason(reason),
  );
  return new proto.CheckResponse().setInputs(encode(inputs)).setFailuresList(failures);
}

function diffResponse(changes: readonly Change[]): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setHasdetaileddiff(true)
    .setDiffsList([...new Set(changes.map(({ path }) => topOf(path)))])
    .setReplacesList([...new Set(changes.filter((c) => c.replace).map((c) => topOf(c.path)))]);
  for (const change of changes) {
    const diff = new proto.PropertyDiff().setKind(kindOf(change)).setInputdiff(true);
    response.getDetaileddiffMap().set(change.path, diff);
  }
  return response;
}

function kindOf({ kind, replace }: Change): proto.PropertyDiff.Kind {
  const kinds = proto.PropertyDiff.Kind;
  switch (kind) {
    case "add":
      return replace ? kinds.ADD_REPLACE : kinds.ADD;
    case "delete":
      return replace ? kinds.DELETE_REPLACE : kinds.DELETE;
    case "update":
      return replace ? kinds.UPDATE_REPLACE : kinds.UPDATE;
  }
}

function topOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** Provider configuration arrives with its lists and objects as JSON text. */
function parseConfig(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (typeof value !== "string" || !/^\s*[[{]|^(true|false)$/.test(value)) {
        return [key, value];
      }
      try {
        return [key, JSON.parse(value)];
      } catch {
        return [key, value];
      }
    }),
  );
}

function typeOf(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
