import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { BinaryReader } from "google-protobuf";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

/** Numbers of fields in Pulumi's protocol. */
const propertiesField = 2;
const resourcesField = 1;

/** A message that has properties. */
interface WithProperties {
  getProperties(): Struct | undefined;
}

/** What the engine asks of a resource, whose properties are decoded when they are asked for. */
export function readAnalyzeRequest(bytes: Uint8Array): AnalyzeRequest {
  return withLazyProperties(bytes, (rest) => AnalyzeRequest.deserializeBinary(rest));
}

/**
 * What the engine asks of a stack. It repeats all properties of all resources, of which rules ask
 * for few, and decoding them takes longer than judging them.
 */
export function readAnalyzeStackRequest(bytes: Uint8Array): AnalyzeStackRequest {
  const reader = new BinaryReader(bytes);
  const resources: AnalyzerResource[] = [];
  while (reader.nextField() && !reader.isEndGroup()) {
    if (reader.getFieldNumber() === resourcesField) {
      const one = reader.readBytes();
      resources.push(withLazyProperties(one, (rest) => AnalyzerResource.deserializeBinary(rest)));
    } else {
      reader.skipField();
    }
  }
  return new AnalyzeStackRequest().setResourcesList(resources);
}

function withLazyProperties<Message extends WithProperties>(
  bytes: Uint8Array,
  decode: (rest: Uint8Array) => Message,
): Message {
  const { rest, properties } = divided(bytes);
  const message = decode(rest);
  let read: Struct | undefined;
  message.getProperties = () => {
    if (read === undefined && properties !== undefined) {
      read = Struct.deserializeBinary(properties);
    }
    return read;
  };
  return message;
}

/** A message without its properties, and those. */
function divided(bytes: Uint8Array) {
  const reader = new BinaryReader(bytes);
  const rest: Uint8Array[] = [];
  let properties: Uint8Array | undefined;
  for (let from = 0; reader.nextField() && !reader.isEndGroup(); from = reader.getCursor()) {
    if (reader.getFieldNumber() === propertiesField) {
      properties = reader.readBytes();
    } else {
      reader.skipField();
      rest.push(bytes.subarray(from, reader.getCursor()));
    }
  }
  return { rest: Buffer.concat(rest), properties };
}
