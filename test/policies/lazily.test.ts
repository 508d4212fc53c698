import assert from "node:assert/strict";
import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import {
  readAnalyzeRequest,
  readAnalyzeStackRequest,
} from "../../policies/framework/analyzer/lazily.js";

const resource = fc
  .record({
    type: fc.string(),
    urn: fc.string(),
    aliases: fc.array(fc.string(), { maxLength: 3 }),
    properties: fc.option(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), {
      nil: undefined,
    }),
  })
  .map(({ type, urn, aliases, properties }) => {
    const options = new AnalyzerResourceOptions().setAliasesList(aliases);
    const filled = <Message extends AnalyzeRequest | AnalyzerResource>(message: Message) => {
      message.setType(type);
      message.setUrn(urn);
      message.setName(urn);
      message.setOptions(options);
      message.setProperties(properties === undefined ? undefined : jsonStruct(properties));
      return message;
    };
    const dependencies = new AnalyzerResource().setDependenciesList([urn, type]);
    return { request: filled(new AnalyzeRequest()), resource: filled(dependencies) };
  });

function jsonStruct(properties: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

describe("Questions of the engine, read as far as they are asked for", () => {
  it("say what they say when they are read whole", () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 4 }), (all) => {
        for (const { request } of all) {
          const read = readAnalyzeRequest(request.serializeBinary());
          const { properties: _later, ...rest } = read.toObject();
          const { properties: _now, ...whole } = request.toObject();
          assert.deepEqual(rest, whole);
          sameProperties(read, request);
        }
        const stack = new AnalyzeStackRequest().setResourcesList(all.map((one) => one.resource));
        const read = readAnalyzeStackRequest(stack.serializeBinary()).getResourcesList();
        assert.equal(read.length, all.length);
        for (const [index, one] of read.entries()) {
          const whole = all[index]?.resource;
          assert.ok(whole);
          assert.equal(one.getUrn(), whole.getUrn());
          assert.deepEqual(one.getDependenciesList(), whole.getDependenciesList());
          assert.deepEqual(one.getOptions()?.toObject(), whole.getOptions()?.toObject());
          sameProperties(one, whole);
        }
      }),
    );
  });
});

interface WithProperties {
  getProperties(): Struct | undefined;
}

function sameProperties(read: WithProperties, whole: WithProperties): void {
  assert.deepEqual(read.getProperties()?.toJavaScript(), whole.getProperties()?.toJavaScript());
  assert.equal(read.getProperties(), read.getProperties());
}
