import type { AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { propertiesIn } from "./analyzer/properties.js";
import type { Field } from "./field.js";
import type { Node } from "./graph.js";
import type { Session } from "./session.js";
import { plainToken } from "./token.js";

/** A resource as the engine tells of it; its properties are read when a rule first asks for them. */
export class StackNode implements Node {
  readonly type: string;
  readonly urn: string;
  readonly #resource: AnalyzerResource;
  readonly #session: Session;

  constructor(resource: AnalyzerResource, session: Session) {
    this.type = plainToken(resource.getType());
    this.urn = resource.getUrn();
    this.#resource = resource;
    this.#session = session;
  }

  get name(): string {
    return this.#resource.getName();
  }

  get aliases(): readonly string[] {
    return this.#resource.getOptions()?.getAliasesList() ?? [];
  }

  get provider(): string | undefined {
    return this.#resource.getProvider()?.getUrn();
  }

  get inputs(): Field {
    return this.#session.inputsOf(this.urn) ?? this.outputs;
  }

  get outputs(): Field {
    return propertiesIn(this.#resource.getProperties());
  }

  readonly origins = (property: string): readonly string[] =>
    this.#resource.getPropertydependenciesMap().get(property)?.getUrnsList() ?? [];
}
