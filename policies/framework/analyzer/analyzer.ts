import type {
  AnalyzeRequest,
  AnalyzerResource,
  ConfigureAnalyzerRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { adoptExceptions } from "../exceptions/policy.js";
import { exceptionRule } from "../exceptions/rule.js";
import { judgeResource } from "../judgeResource.js";
import { judgeStack } from "../judgeStack.js";
import type { Pack } from "../pack.js";
import { Session } from "../session.js";
import { plainToken } from "../token.js";
import { notAskedBytes, reportBytes, type Speaker } from "./answer.js";
import { propertiesIn } from "./properties.js";
import { Settings } from "./settings.js";
import { refuseWrongSettings } from "./settingsProblems.js";

const stackType = "pulumi:pulumi:Stack";

/** Answers the engine's questions about resources and stacks, each answer encoded. */
export class Analyzer {
  readonly #session: Session;
  readonly #speaker: Speaker;
  /** The part of an answer that is the same for every resource of a type. */
  readonly #notAsked = new Map<string, Uint8Array>();

  constructor(pack: Pack, speaker: Speaker) {
    this.#session = new Session(pack);
    this.#speaker = speaker;
  }

  /** @throws SettingsRefused with everything that is wrong with it */
  configure(request: ConfigureAnalyzerRequest): void {
    const settings = new Settings(request);
    refuseWrongSettings(settings, this.#session.pack, this.#session.rules);
    this.#session.settings = settings;
    this.#notAsked.clear();
  }

  /** What the rules for its type say of a resource. */
  analyze(request: AnalyzeRequest): Buffer {
    const type = plainToken(request.getType());
    this.#session.remember(request.getUrn(), () => request.getProperties());
    const reports = this.#session.rulesFor(type).length > 0 ? this.#judge(type, request) : [];
    const adopted = type === stackType ? adoptExceptions(this.#session) : [];
    return Buffer.concat([
      reportBytes([...adopted, ...reports], this.#speaker),
      this.#notAskedOf(type),
    ]);
  }

  /** What the rules about whole stacks say, and those that have waited for it. */
  analyzeStack(resources: readonly AnalyzerResource[]): Buffer {
    const { reports, notAsked } = judgeStack(resources, this.#session);
    return Buffer.concat([reportBytes(reports, this.#speaker), notAskedBytes(notAsked)]);
  }

  #judge(type: string, request: AnalyzeRequest) {
    const aliases = request.getOptions()?.getAliasesList() ?? [];
    const inputs = propertiesIn(request.getProperties());
    return judgeResource({ type, urn: request.getUrn(), aliases, inputs }, this.#session);
  }

  #notAskedOf(type: string): Uint8Array {
    const known = this.#notAsked.get(type);
    if (known !== undefined) {
      return known;
    }
    const asked = new Set(this.#session.rulesFor(type).map(({ id }) => id));
    const others = this.#session.pack.rules.map(({ id }) => id).filter((id) => !asked.has(id));
    const bytes = notAskedBytes(type === stackType ? others : [exceptionRule.id, ...others]);
    this.#notAsked.set(type, bytes);
    return bytes;
  }
}
