import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Json, JsonObject, Path } from "../../simulator/core/json.js";
import { type Decoded, decodeStruct, encodeStruct } from "../../simulator/core/wire.js";

/** One provider instance of an engine, with a connection of its own. */
export class Client {
  private readonly client: ResourceProviderClient;

  constructor(port: number) {
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  /** A connection to an AWS account. */
  static async aws(port: number, account = "222222222222", config: JsonObject = {}) {
    const client = new Client(port);
    const region = "eu-central-1";
    await client.configure("aws", { region, allowedAccountIds: [account], ...config });
    return client;
  }

  /** A connection to a vCenter. */
  static async vsphere(port: number, vsphereServer = "vcenter.example.edu") {
    const client = new Client(port);
    await client.configure("vsphere", { vsphereServer, user: "pulumi", password: "open sesame" });
    return client;
  }

  /** A connection to an Azure subscription. */
  static async azure(port: number, subscriptionId = "2c2c2c2c-0000-4000-8000-000000000002") {
    const client = new Client(port);
    await client.configure("azure-native", { subscriptionId });
    return client;
  }

  async configure(name: string, config: JsonObject): Promise<void> {
    const texts = Object.entries(config).map(([key, value]): [string, Json] => {
      return [key, typeof value === "string" ? value : JSON.stringify(value)];
    });
    const request = new proto.ConfigureRequest()
      .setArgs(encodeStruct(Object.fromEntries(texts)))
      .setAcceptsecrets(true)
      .setUrn(urn(`pulumi:providers:${name}`, "provider"));
    await answered<proto.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async check(type: string, news: JsonObject, secrets: readonly Path[] = [], name = "thing") {
    const request = new proto.CheckRequest()
      .setUrn(urn(type, name))
      .setNews(encodeStruct(news, secrets))
      .setRandomseed(Buffer.from("0123456789abcdef", "hex"));
    const response = await answered<proto.CheckResponse>((done) =>
      this.client.check(request, done),
    );
    return {
      inputs: decodeStruct(response.getInputs()),
      failures: response.getFailuresList().map((f) => f.toObject()),
    };
  }

  async diff(
    type: string,
    { id, properties, inputs }: Known,
    news: JsonObject,
    ignore: readonly string[] = [],
  ) {
    const request = new proto.DiffRequest()
      .setUrn(urn(type, "thing"))
      .setId(id)
      .setOlds(encodeStruct(properties.value, properties.secrets))
      .setOldInputs(encodeStruct(inputs.value, inputs.secrets))
      .setNews(encodeStruct(news))
      .setIgnorechangesList([...ignore]);
    const response = await answered<proto.DiffResponse>((done) => this.client.diff(request, done));
    const detailed: Record<string, number> = {};
    response.getDetaileddiffMap().forEach((diff, path) => {
      detailed[path] = diff.getKind();
    });
    return { ...response.toObject(), detailed };
  }

  async create(
    type: string,
    inputs: JsonObject,
    { preview = false, secrets = [], name = "thing" }: CreateOptions = {},
  ): Promise<Known> {
    const request = new proto.CreateRequest()
      .setUrn(urn(type, name))
      .setProperties(encodeStruct(inputs, secrets))
      .setPreview(preview);
    const response = await answered<proto.CreateResponse>((done) =>
      this.client.create(request, done),
    );
    return {
      id: response.getId(),
      properties: decodeStruct(response.getProperties()),
      inputs: { value: inputs, secrets },
    };
  }

  async update(type: string, { id, properties, inputs }: Known, news: JsonObject, preview = false) {
    const request = new proto.UpdateRequest()
      .setUrn(urn(type, "thing"))
      .setId(id)
      .setOlds(encodeStruct(properties.value, properties.secrets))
      .setOldInputs(encodeStruct(inputs.value, inputs.secrets))
      .setNews(encodeStruct(news))
      .setPreview(preview);
    const response = await answered<proto.UpdateResponse>((done) =>
      this.client.update(request, done),
    );
    const answer: Known = {
      id,
      properties: decodeStruct(response.getProperties()),
      inputs: { value: news, secrets: [] },
    };
    return answer;
  }

  /** A refresh when something is known, an import when only the id is. */
  async read(type: string, known: Pick<Known, "id"> & Partial<Known>): Promise<Known> {
    const request = new proto.ReadRequest()
      .setUrn(urn(type, "thing"))
      .setId(known.id)
      .setProperties(encodeStruct(known.properties?.value ?? {}, known.properties?.secrets))
      .setInputs(encodeStruct(known.inputs?.value ?? {}, known.inputs?.secrets));
    const response = await answered<proto.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      properties: decodeStruct(response.getProperties()),
      inputs: decodeStruct(response.getInputs()),
    };
  }

  async delete(type: string, { id, properties }: Known): Promise<void> {
    const request = new proto.DeleteRequest()
      .setUrn(urn(type, "thing"))
      .setId(id)
      .setProperties(encodeStruct(properties.value, properties.secrets));
    await answered((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: JsonObject): Promise<JsonObject> {
    const request = new proto.InvokeRequest().setTok(token).setArgs(encodeStruct(args));
    const response = await answered<proto.InvokeResponse>((done) =>
      this.client.invoke(request, done),
    );
    return decodeStruct(response.getReturn()).value;
  }

  close(): void {
    this.client.close();
  }
}

function answered<Response>(
  call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** What an engine knows of a resource. */
export interface Known {
  readonly id: string;
  readonly properties: Decoded;
  readonly inputs: Decoded;
}

interface CreateOptions {
  readonly preview?: boolean;
  readonly secrets?: readonly Path[];
  readonly name?: string;
}

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::comanaged::comanaged:server:Server$${type}::${name}`;
}
