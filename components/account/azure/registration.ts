import { RunError } from "@pulumi/pulumi";
import type { SubscriptionNames } from "./asked.js";

/** The kinds of resources that a subscription has to know before its baseline is built. */
const namespaces = [
  "Microsoft.Consumption",
  "Microsoft.Insights",
  "Microsoft.ManagedIdentity",
  "Microsoft.Network",
  "Microsoft.OperationalInsights",
  "Microsoft.Security",
  "Microsoft.Storage",
] as const;

/**
 * Waits for look-ups. No resource registers a kind of resources with a subscription, and a look at
 * one that is not registered is refused.
 *
 * @throws RunError that tells the commands by which all of them are registered
 */
export async function refuseUnregistered<Answer>(
  { name, account }: SubscriptionNames,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (failure) {
    const text = failure instanceof Error ? failure.message : "";
    const missing = namespaces.filter((one) => text.includes(`use namespace '${one}'`));
    if (missing.length === 0) {
      throw failure;
    }
    throw new RunError(
      [
        `The subscription of "${name}", ${account.account}, does not know all that its baseline is made of:`,
        ...missing.map(
          (one) => `  az provider register --wait --subscription ${account.account} -n ${one}`,
        ),
        "Whoever owns the subscription does this once.",
      ].join("\n"),
    );
  }
}
