import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Answer, Before, Subject } from "./answers.js";
import { parseConfig } from "./configuration.js";
import { type Failure, failure } from "./failure.js";
import type { Occasion } from "./faults.js";
import type { Mishaps } from "./mishaps.js";
import { HalfDone, Refusal, Unreachable } from "./refusal.js";
import { checkResponse, diffResponse, encode } from "./responses.js";
import type { AnyProvider, Simulator } from "./simulator.js";
import { nameOf, typeOf } from "./urn.js";
import { type Decoded, decodeStruct } from "./wire.js";

/** An error that is ready for the wire. */
export class Answered extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The calls of an engine, each from the request's message to the answer's. */
export class Calls {
  private readonly simulator: Simulator;
  private readonly mishaps: Mishaps;

  constructor(simulator: Simulator, mishaps: Mishaps) {
    this.simulator = simulator;
    this.mishaps = mishaps;
  }

  checkConfig(request: proto.CheckRequest): proto.CheckResponse {
    const news = decodeStruct(request.getNews());
    const problems = this.simulator.checkConfig(typeOf(request.getUrn()), parseConfig(news.value));
    return checkResponse(news, problems);
  }

  diffConfig(request: proto.DiffRequest): proto.DiffResponse {
    const olds = request.hasOldInputs() ? request.getOldInputs() : request.getOlds();
    const [before, after] = [decodeStruct(olds), decodeStruct(request.getNews())];
    const changed = JSON.stringify(before.value) !== JSON.stringify(after.value);
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    return new proto.DiffResponse().setChanges(changed ? DIFF_SOME : DIFF_NONE);
  }

  configure(peer: string, request: proto.ConfigureRequest): proto.ConfigureResponse {
    const args = decodeStruct(request.getArgs());
    const token = request.getType() || typeOf(request.getUrn() ?? "");
    try {
      this.simulator.configure(peer, token || undefined, parseConfig(args.value));
    } catch (error) {
      throw new Answered(failure(error, [args]));
    }
    return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
  }

  async invoke(peer: string, request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
    const args = decodeStruct(request.getArgs());
    const token = request.getTok();
    const occasion: Occasion = { operation: "invoke", token, resource: "" };
    const value = await this.work([args], occasion, () =>
      this.simulator.provider(peer, token).invoke(token, args.value),
    );
    return new proto.InvokeResponse().setReturn(encode({ value, secrets: args.secrets }));
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
    const news = decodeStruct(request.getNews());
    const answer = await this.onResource(peer, "diff", request, [news], (on, it) =>
      on.diff(it, before(request), news.value),
    );
    return diffResponse(answer);
  }

  async create(peer: string, request: proto.CreateRequest): Promise<proto.CreateResponse> {
    const inputs = decodeStruct(request.getProperties());
    const preview = request.getPreview();
    const operation = preview ? "diff" : "create";
    const answer = await this.onResource(peer, operation, request, [inputs], (on, it) =>
      on.create(it, inputs, preview),
    );
    return new proto.CreateResponse().setId(answer.id).setProperties(encode(answer.properties));
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
    const news = decodeStruct(request.getNews());
    const preview = request.getPreview();
    const operation = preview ? "diff" : "update";
    const answer = await this.onResource(peer, operation, request, [news], (on, it) =>
      on.update(it, before(request), news, preview),
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
    request: { getUrn(): string; getTimeout?(): number },
    properties: readonly Decoded[],
    work: (provider: AnyProvider, subject: Subject) => Result | Promise<Result>,
  ): Promise<Result> {
    const subject = {
      token: typeOf(request.getUrn()),
      name: nameOf(request.getUrn()),
      timeoutSeconds: request.getTimeout?.() ?? 0,
    };
    const occasion = { operation, token: subject.token, resource: subject.name };
    return this.work(properties, occasion, () =>
      work(this.simulator.provider(peer, subject.token), subject),
    );
  }

  private async work<Result>(
    properties: readonly Decoded[],
    occasion: Occasion,
    work: () => Result | Promise<Result>,
  ): Promise<Result> {
    try {
      const mishap = await this.mishaps.before(occasion);
      const result = await this.mishaps.during(mishap, work);
      if (mishap.lostAnswer) {
        throw new Unreachable("the connection was closed before the answer arrived");
      }
      if (mishap.halfDone !== undefined) {
        throw halfDone(result, mishap.halfDone);
      }
      return result;
    } catch (error) {
      throw new Answered(failure(error, properties));
    }
  }
}

function halfDone(result: unknown, reason: string): Refusal {
  return isAnswer(result)
    ? new HalfDone(result.id, result.properties, reason)
    : new Refusal(reason);
}

function isAnswer(result: unknown): result is Answer {
  return typeof result === "object" && result !== null && "id" in result && "properties" in result;
}

function before(request: proto.DiffRequest | proto.UpdateRequest): Before {
  const olds = decodeStruct(request.getOlds()).value;
  return {
    id: request.getId(),
    olds,
    oldInputs: request.hasOldInputs() ? decodeStruct(request.getOldInputs()).value : olds,
    ignore: request.getIgnorechangesList(),
  };
}
