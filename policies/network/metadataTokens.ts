import { demandNumber, demandText } from "../framework/demands.js";
import type { Resource, Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const defaults = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";

/** Answers reach containers on the server, and nothing behind it. */
const mostHops = 2;

/** The credentials of a server are handed out to sessions only. */
export const metadataTokens: Rule = {
  id: "NET-04",
  title: "The metadata service of a server asks for session tokens (IMDSv2)",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AC-3"],
    "CIS AWS v5.0": ["5.7"],
    FSBP: ["EC2.8", "EC2.170"],
  },
  why:
    "The metadata service hands out the credentials of the server's role. Without session tokens " +
    "an application that can be talked into fetching an address gives them to strangers.",
  fix:
    'Set metadataOptions.httpTokens (httpTokens of the region\'s defaults) to "required", and ' +
    `httpPutResponseHopLimit to at most ${mostHops}.`,
  tokens: [instance, template, defaults],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "An instance that asks for session tokens",
        type: instance,
        inputs: { metadataOptions: { httpTokens: "required" } },
      },
    ],
    fail: [
      { title: "An instance that leaves it to the region", type: instance, inputs: {} },
      {
        title: "A launch template for which tokens are optional",
        type: template,
        inputs: { metadataOptions: { httpTokens: "optional" } },
      },
    ],
  },
  *check({ type, inputs }: Resource) {
    const options = type === defaults ? inputs : inputs.get("metadataOptions");
    const wrong = "the metadata service answers without a session token";
    yield* demandText(options.get("httpTokens"), (value) => value === "required", wrong);
    const isNear = (hops: number) => hops <= mostHops;
    const far = "answers of the metadata service travel beyond the server";
    yield* demandNumber(options.get("httpPutResponseHopLimit"), isNear, far, "passes");
  },
};
