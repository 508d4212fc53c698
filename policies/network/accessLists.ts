import { adminPorts } from "../../components/service/firewall/adminPorts.js";
import { allOf, type Certainty, holds, not } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Rule } from "../framework/rule.js";
import { checkPorts } from "./openPorts.js";
import { elements, isGiven, type Permission } from "./permission.js";

const single = "aws:ec2/networkAclRule:NetworkAclRule";
const list = "aws:ec2/networkAcl:NetworkAcl";
const defaultList = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";

const ssh = { protocol: "tcp", fromPort: 22, toPort: 22, ruleAction: "allow" };

/** The second fence around a subnet is closed as well. */
export const closedAccessLists: Rule = {
  id: "NET-12",
  title: "Network access lists let no administration port in from the Internet",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], "CIS AWS v5.0": ["5.2"], FSBP: ["EC2.21"] },
  why:
    "A security group that is opened by mistake is still behind the subnet's access list, if that " +
    "one is closed. Whether an earlier entry denies is not looked at.",
  fix: "Name the networks of administrators as cidrBlock of entries that allow SSH, RDP or WinRM.",
  tokens: [single, list, defaultList],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "SSH from one network",
        type: single,
        inputs: { ...ssh, cidrBlock: "10.20.0.0/16" },
      },
    ],
    fail: [
      { title: "SSH from anywhere", type: single, inputs: { ...ssh, cidrBlock: "0.0.0.0/0" } },
    ],
  },
  check: ({ type, inputs }) => {
    const entries =
      type === single
        ? [entryOf(inputs, inputs.get("ruleAction"), not(isOut(inputs.get("egress"))))]
        : elements(inputs.get("ingress")).map((item) => entryOf(item, item.get("action"), "yes"));
    return checkPorts(entries, adminPorts);
  },
};

function isOut(egress: Field): Certainty {
  return holds(egress.flag(), (value) => value);
}

/** The entry as a permission; one that certainly denies is none. */
function entryOf(entry: Field, action: Field, isIn: Certainty): Permission {
  const denies = holds(action.text(), (word) => word.toLowerCase() === "deny");
  return {
    path: entry.path,
    inbound: allOf(isIn, not(denies)),
    protocol: entry.get("protocol").text(),
    fromPort: entry.get("fromPort").number(),
    toPort: entry.get("toPort").number(),
    ranges: [entry.get("cidrBlock"), entry.get("ipv6CidrBlock")].filter(isGiven),
    prefixLists: [],
  };
}
