import type { Platform } from "../platform.js";
import { type Flow, inbound, isFour } from "./flow.js";

/**
 * Rules that a security group of EC2 takes in, for IPv4 and IPv6 each, with the quota that every
 * account has (Amazon VPC quotas, "Inbound or outbound rules per security group").
 */
const awsRules = 60;

/** Rules and addresses of a network security group (Azure networking limits). */
const azure = { rules: 1000, addresses: 4000 };

/** Why the firewall of a platform does not take flows; undefined when it does. */
export function limitRefusal(
  platform: Platform,
  flows: readonly Flow[],
): { readonly message: string; readonly allowed: string } | undefined {
  if (platform === "aws") {
    const rules = Math.max(awsRulesOf(flows, true), awsRulesOf(flows, false));
    return rules > awsRules
      ? {
          message: `needs ${rules} rules of a security group, one for each range of ports and network`,
          allowed: `at most ${awsRules} for IPv4 and for IPv6 each, those of the provider included`,
        }
      : undefined;
  }
  return platform === "azure" ? azureRefusal(flows) : undefined;
}

function awsRulesOf(flows: readonly Flow[], four: boolean): number {
  return inbound(flows).reduce(
    (sum, { ports, peers }) =>
      sum + ports.length * peers.filter((peer) => isFour(peer) === four).length,
    0,
  );
}

/** One rule for each flow and family, and one that refuses the rest. */
function azureRefusal(flows: readonly Flow[]) {
  const taken = inbound(flows);
  const families = taken.map(({ peers }) => new Set(peers.map(isFour)).size);
  const rules = 1 + families.reduce((sum, count) => sum + count, 0);
  const addresses = taken.reduce((sum, { peers }) => sum + peers.length, 0);
  return rules > azure.rules || addresses > azure.addresses
    ? {
        message: `needs ${rules} rules with ${addresses} networks of a network security group`,
        allowed: `at most ${azure.rules} rules with ${azure.addresses} networks`,
      }
    : undefined;
}
