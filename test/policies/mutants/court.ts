import {
  type AnalyzeDiagnostic,
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { Analyzer } from "../../../policies/framework/analyzer/analyzer.js";
import type { Pack } from "../../../policies/framework/pack.js";
import type { Inputs } from "../support/cases.js";
import { opened } from "../support/verdict.js";
import type { Capture } from "./capture.js";
import { type Change, type Mutant, type Path, withValue } from "./mutants.js";

/** What a rule said, about which resource and whether it stops the preview. */
export interface Said {
  readonly rule: string;
  readonly urn: string;
  readonly isMandatory: boolean;
}

/** What the engine asks about a stack. */
export interface Questions {
  readonly resources: readonly AnalyzeRequest[];
  readonly nodes: readonly AnalyzerResource[];
}

/** Judges the mutants of one captured stack with the rules of a pack, as the engine would ask. */
export class Court {
  readonly #pack: Pack;
  readonly #capture: Capture;
  readonly #analyzer: Analyzer;
  readonly #requests: ReadonlyMap<string, AnalyzeRequest>;

  constructor(pack: Pack, capture: Capture) {
    this.#pack = pack;
    this.#capture = capture;
    this.#analyzer = freshAnalyzer(pack);
    for (const request of capture.resources) {
      this.#analyzer.analyze(request);
    }
    this.#requests = new Map(capture.resources.map((request) => [request.getUrn(), request]));
  }

  /** What the rules say of the stack with the mutant in it. */
  judge(mutant: Mutant): readonly Said[] {
    const request = this.#requests.get(mutant.urn);
    if (mutant.change === "left out" || request === undefined) {
      return judge(this.#pack, withMutants(this.#capture, [mutant]));
    }
    const { urn, change } = mutant;
    const nodes = this.#capture.whole
      .getResourcesList()
      .map((node) => (node.getUrn() === urn ? changedNode(node, change) : node));
    const alone = saidIn(this.#analyzer.analyze(changedRequest(request, change)), urn);
    // A preview that is refused already needs no rules about the whole stack.
    const together = alone.some(({ isMandatory }) => isMandatory)
      ? []
      : saidIn(this.#analyzer.analyzeStack(nodes), urn);
    // The next mutant finds the resource as it was.
    this.#analyzer.analyze(request);
    return [...alone, ...together];
  }
}

/** What the rules say of a stack. */
export function judge(pack: Pack, { resources, nodes }: Questions): readonly Said[] {
  const analyzer = freshAnalyzer(pack);
  const first = resources.flatMap((one) => saidIn(analyzer.analyze(one), one.getUrn()));
  return [...first, ...saidIn(analyzer.analyzeStack(nodes), "")];
}

/** The stack with mutants of different resources in it. */
export function withMutants({ resources, whole }: Capture, mutants: readonly Mutant[]): Questions {
  const changes = new Map(mutants.map(({ urn, change }) => [urn, change]));
  const stays = (one: { getUrn: () => string }) => changes.get(one.getUrn()) !== "left out";
  return {
    resources: resources.filter(stays).map((one) => {
      const change = changes.get(one.getUrn());
      return change === undefined ? one : changedRequest(one, change);
    }),
    nodes: whole
      .getResourcesList()
      .filter(stays)
      .map((node) => {
        const change = changes.get(node.getUrn());
        return change === undefined ? node : changedNode(node, change);
      }),
  };
}

function freshAnalyzer(pack: Pack): Analyzer {
  return new Analyzer(pack, { name: "court", version: "1.0.0" });
}

function saidIn(answer: Buffer, urn: string): readonly Said[] {
  return AnalyzeResponse.deserializeBinary(Uint8Array.from(answer))
    .getDiagnosticsList()
    .map((diagnostic: AnalyzeDiagnostic) => ({
      rule: diagnostic.getPolicyname(),
      urn: diagnostic.getUrn() || urn,
      isMandatory: diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY,
    }));
}

function changedRequest(request: AnalyzeRequest, change: Change): AnalyzeRequest {
  if (change === "left out" || "property" in change) {
    return request;
  }
  const inputs = withValue(inputsIn(request), change.path, change.value);
  const copy = AnalyzeRequest.deserializeBinary(request.serializeBinary());
  return copy.setProperties(structOf(inputs));
}

function changedNode(node: AnalyzerResource, change: Change): AnalyzerResource {
  const copy = AnalyzerResource.deserializeBinary(node.serializeBinary());
  const dependencies = copy.getPropertydependenciesMap();
  if (change === "left out") {
    return copy;
  }
  if ("property" in change) {
    const { property, from } = change;
    const others = (dependencies.get(property)?.getUrnsList() ?? []).filter((urn) => urn !== from);
    dependencies.set(property, new AnalyzerPropertyDependencies().setUrnsList(others));
    return copy;
  }
  const { path, value } = change;
  if (path.length === 1) {
    dependencies.del(String(path[0]));
  }
  const outputs = toldAt(path).reduce((all, each) => withValue(all, each, value), inputsIn(node));
  return copy.setProperties(structOf(outputs));
}

/** Where outputs tell of an input: AWS tells the tags once more with those of the provider. */
function toldAt(path: Path): readonly Path[] {
  const [first, ...rest] = path;
  return first === "tags" ? [path, ["tagsAll", ...rest]] : [path];
}

/** What a message tells of a resource, its secrets opened. */
export function inputsIn(message: AnalyzeRequest | AnalyzerResource): unknown {
  const inputs: Inputs = message.getProperties()?.toJavaScript() ?? {};
  return opened(inputs);
}

function structOf(value: unknown): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(value)));
}
