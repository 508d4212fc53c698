import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, numberAt, shown, textAt } from "../core/json.js";
import type { Problem } from "../core/validate.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { arn, freshId } from "./ids.js";

const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;
const identity = [...peers, "securityGroupId", "ipProtocol", "fromPort", "toPort"] as const;
type RuleKind = typeof kinds.ingressRule | typeof kinds.egressRule;

function check(inputs: JsonObject): Problem[] {
  const given = peers.filter((peer) => inputs[peer] !== undefined);
  const problems: Problem[] = [];
  if (given.length !== 1) {
    const reason = `exactly one of [${peers.join(",")}] must be configured, got ${given.length}`;
    problems.push({ property: given[1] ?? "cidrIpv4", reason });
  }
  const [from, to] = [numberAt(inputs, "fromPort"), numberAt(inputs, "toPort")];
  if (inputs["ipProtocol"] === "tcp" && from !== undefined && to !== undefined && from > to) {
    problems.push({ property: "toPort", reason: `toPort ${to} is below fromPort ${from}` });
  }
  return problems;
}

function behaviour(kind: RuleKind, operation: string): ResourceBehaviour {
  const refuse = (code: string, text: string) => apiError("EC2", operation, code, text);
  const referenced = (scene: Scene, id: string | undefined) => {
    if (id !== undefined && one(scene, kinds.securityGroup, id) === undefined) {
      throw refuse("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
    }
  };
  const refuseTwin = (scene: Scene, inputs: JsonObject, own?: string) => {
    const same = here(scene, kind).some(
      ({ id, properties }) =>
        id !== own && identity.every((key) => properties[key] === inputs[key]),
    );
    if (same) {
      const peer = peers.map((key) => textAt(inputs, key)).find((text) => text !== undefined);
      const text = `the specified rule "peer: ${peer}, ${shown(inputs["ipProtocol"])}, ALLOW" already exists`;
      throw refuse("InvalidPermission.Duplicate", text);
    }
  };
  const refuseBroken = (scene: Scene, inputs: JsonObject, own?: string) => {
    referenced(scene, textAt(inputs, "securityGroupId"));
    referenced(scene, textAt(inputs, "referencedSecurityGroupId"));
    refuseTwin(scene, inputs, own);
  };
  return {
    check,
    create: (scene, inputs) => {
      refuseBroken(scene, inputs);
      const id = freshId(scene, "sgr");
      const own = {
        arn: arn(scene.place, "ec2", `security-group-rule/${id}`),
        securityGroupRuleId: id,
      };
      return { id, outputs: { ...common(scene, inputs), ...own } };
    },
    update: (scene, old, inputs) => {
      refuseBroken(scene, inputs, old.id);
      return { outputs: common(scene, inputs) };
    },
  };
}

/** Rules of a security group; the same rule is there once. */
export const ingressRule = behaviour(kinds.ingressRule, "AuthorizeSecurityGroupIngress");
export const egressRule = behaviour(kinds.egressRule, "AuthorizeSecurityGroupEgress");
