import { allOf, anyOf, type Certainty, holds } from "../framework/certainty.js";
import type { Edge, Graph, Located, Node, StackRule } from "../framework/graph.js";
import { fail, type RuleFacts, undetermined } from "../framework/rule.js";
import { managedRoleExamples } from "./managedRoleExamples.js";

const instance = "aws:ec2/instance:Instance";
const profile = "aws:iam/instanceProfile:InstanceProfile";
const role = "aws:iam/role:Role";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** AWS's own policy for what Systems Manager manages. */
const core = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

const byName = ["name", "id"];

const profileOfInstance: Edge = {
  ...{ from: instance, to: profile, by: byName },
  fields: ({ inputs }) => [inputs.get("iamInstanceProfile")],
};

const roleOfProfile: Edge = {
  ...{ from: profile, to: role, by: byName },
  fields: ({ inputs }) => [inputs.get("role")],
};

const roleOfAttachment: Edge = { ...roleOfProfile, from: attachment };

const managedRole: RuleFacts = {
  id: "PAT-05",
  title: "The role of every instance lets Systems Manager manage it",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2"], FSBP: ["SSM.1"], "CIS AWS v5.0": ["1.17"] },
  why:
    "A profile whose role lacks the policy looks like a managed server, and no window, inventory " +
    "or session ever reaches it.",
  fix:
    "Give the instance a profile with a role that ec2.amazonaws.com may take, and attach " +
    "AmazonSSMManagedInstanceCore to that role. A profile of another stack is reported, not denied.",
  tokens: [instance],
  onUnknown: "warn",
};

/** The path from an instance over its profile and its role to the policy. */
export const managedInstanceRole: StackRule = {
  rule: managedRole,
  examples: managedRoleExamples,
  *relate(graph: Graph): Iterable<Located> {
    for (const server of graph.ofType(instance)) {
      const field = server.inputs.get("iamInstanceProfile");
      const managed = isManaged(server, graph);
      if (managed === "no") {
        yield { ...fail(field, "its role does not let Systems Manager manage it"), node: server };
      } else if (managed === "maybe") {
        const message = "whether Systems Manager may manage it is told by no role of this stack";
        yield { ...undetermined(field, message), node: server };
      }
    }
  },
};

/** That a profile is named at all is the matter of another rule. */
function isManaged(server: Node, graph: Graph): Certainty {
  const { nodes, unknown, outside } = graph.targets(profileOfInstance, server);
  const isElsewhere = unknown.length + outside.length > 0;
  const isNamed = server.inputs.get("iamInstanceProfile").state !== "missing";
  return isElsewhere || !isNamed
    ? isNamed
      ? "maybe"
      : "yes"
    : anyOf(...nodes.map((one) => hasManagedRole(one, graph)));
}

function hasManagedRole(one: Node, graph: Graph): Certainty {
  const { nodes, unknown, outside } = graph.targets(roleOfProfile, one);
  return unknown.length + outside.length > 0
    ? "maybe"
    : anyOf(...nodes.map((each) => allOf(isTakenByServers(each), hasCore(each, graph))));
}

function isTakenByServers({ inputs }: Node): Certainty {
  const trust = inputs.get("assumeRolePolicy").text();
  return holds(trust, (text) => text.includes("ec2.amazonaws.com"));
}

function hasCore(one: Node, graph: Graph): Certainty {
  const managed = one.inputs.get("managedPolicyArns").items();
  const listed = managed.state === "known" ? managed.value : [];
  const attached = graph
    .sources(roleOfAttachment, one)
    .map(({ inputs }) => inputs.get("policyArn"));
  return anyOf(
    ...[...listed, ...attached].map((arn) => holds(arn.text(), (text) => text === core)),
  );
}
