import type {
  PolicyResource,
  ReportViolation,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { relate } from "./evaluate.js";
import { reportUses } from "./exceptions/policy.js";
import { Field } from "./field.js";
import { Graph, type Located, type Node } from "./graph.js";
import { levelOf, statementOf } from "./report.js";
import type { Finding, RuleFacts } from "./rule.js";
import type { Session } from "./session.js";
import { settle } from "./settle.js";
import { plainToken } from "./token.js";
import { withoutProxy } from "./withoutProxy.js";

/**
 * Every rule about a whole stack, as one policy: the SDK reads all resources anew for each policy
 * about stacks. Findings carry the ids of their rules.
 */
export function stackPolicy(session: Session): StackValidationPolicy {
  return {
    name: "relations",
    displayName: "Rules about whole stacks",
    description:
      "Rules about what ties resources together, and about values that come from others.",
    configSchema: {
      properties: {
        levels: {
          description: "The level of a rule in its judgements about whole stacks, by its id.",
          type: "object",
          additionalProperties: { enum: ["advisory", "mandatory", "disabled"] },
        },
      },
    },
    validateStack: (args, report) => validate(session, args, report),
  };
}

function validate(session: Session, args: StackValidationArgs, report: ReportViolation): void {
  const graph = new Graph(args.resources.map((resource) => new StackNode(resource, session)));
  const tell = teller(session, new Field(args.getConfig()).get("levels"), report);
  for (const stackRule of session.pack.stackRules) {
    for (const finding of relate(stackRule, graph)) {
      tell(stackRule.rule, finding, "node" in finding ? finding.node : undefined);
    }
  }
  for (const { rule, urn, findings } of session.deferred()) {
    const node = graph.at(urn);
    for (const finding of node ? settle(rule, findings, node, graph) : findings) {
      tell(rule, finding, node);
    }
  }
  reportUses(session.exceptions, report);
}

/** Reports findings at the levels that are configured. */
function teller({ exceptions }: Session, levels: Field, report: ReportViolation) {
  return (rule: RuleFacts, finding: Finding | Located, node: Node | undefined): void => {
    const configured = levels.get(rule.id).text();
    const level = configured.state === "known" ? configured.value : levelOf(rule);
    if (level !== "disabled") {
      const { type = "", urn = "", aliases = [] } = node ?? {};
      const { message, isAdvisory } = statementOf(
        rule,
        finding,
        { type, urn, aliases },
        exceptions,
      );
      const enforcementLevel = isAdvisory ? "advisory" : level;
      const statement = { name: rule.id, severity: rule.severity, message, urn, enforcementLevel };
      Reflect.apply(report, undefined, [statement]);
    }
  };
}

/** A resource as the SDK shows it; its properties are unwrapped when a rule first asks for them. */
class StackNode implements Node {
  readonly type: string;
  readonly #resource: PolicyResource;
  readonly #session: Session;
  #inputs: Field | undefined;
  #outputs: Field | undefined;

  constructor(resource: PolicyResource, session: Session) {
    this.type = plainToken(resource.type);
    this.#resource = resource;
    this.#session = session;
  }

  get urn(): string {
    return this.#resource.urn;
  }

  get name(): string {
    return this.#resource.name;
  }

  get aliases(): readonly string[] {
    return this.#resource.opts.aliases;
  }

  get inputs(): Field {
    this.#inputs ??= this.#session.inputs.get(this.urn) ?? this.outputs;
    return this.#inputs;
  }

  get outputs(): Field {
    this.#outputs ??= new Field(withoutProxy(this.#resource.props));
    return this.#outputs;
  }

  readonly origins = (property: string): readonly string[] =>
    (this.#resource.propertyDependencies[property] ?? []).map(({ urn }) => urn);
}
