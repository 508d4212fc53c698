import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const options = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions";
const exclusion = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion";

/** A region refuses traffic from the Internet, whatever its networks allow. */
export const internetBlock: Rule = {
  id: "NET-21",
  title: "Regions that block public access let nothing in past the block",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], FSBP: ["EC2.172"] },
  why: "The block holds whatever gateways and groups say, so one hole in it is a hole in all of them.",
  fix:
    'Set internetGatewayBlockMode to "block-bidirectional" or "block-ingress", and exclusions to ' +
    '"allow-egress".',
  tokens: [options, exclusion],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "Nothing comes in",
        type: options,
        inputs: { internetGatewayBlockMode: "block-ingress" },
      },
    ],
    fail: [
      {
        title: "A network without the block",
        type: exclusion,
        inputs: { internetGatewayExclusionMode: "allow-bidirectional" },
      },
    ],
  },
  check: ({ type, inputs }) => {
    const isBlock = type === options;
    const key = isBlock ? "internetGatewayBlockMode" : "internetGatewayExclusionMode";
    const fine = isBlock ? ["block-bidirectional", "block-ingress"] : ["allow-egress"];
    const wrong = "the Internet reaches the networks";
    return demandText(inputs.get(key), (mode) => fine.includes(mode), wrong);
  },
};
