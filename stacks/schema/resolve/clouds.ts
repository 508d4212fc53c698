import { subscriptionOf, virtualNetworkOf } from "../fields/microsoft.js";
import type { Attachment, AzureTarget, Network } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { MachineType } from "./azureOffer.js";

const targets = {
  aws: {
    cloud: "AWS",
    allowed: "the account and the region of the customer",
    example: 'aws: { account: "222222222222", region: eu-central-1 }',
  },
  azure: {
    cloud: "Azure",
    allowed: "the subscription and the location of the customer",
    example:
      "azure: { subscription: 2c2c2c2c-0000-4000-8000-000000000002, location: germanywestcentral }",
  },
} as const;

/** An estate with a server on a cloud says where that is; one that does not is reported. */
export function checkTarget(
  platform: keyof typeof targets,
  target: object | undefined,
  path: Path,
  report: Report,
): void {
  if (target === undefined) {
    const { cloud, allowed, example } = targets[platform];
    report({
      path: [platform],
      at: "key",
      message: `is missing, and ${path.at(-1) ?? "a server"} stands on ${cloud}`,
      allowed,
      fix: `Add, for example, ${example}.`,
    });
  }
}

/** Azure connects a machine to one virtual network of its own subscription; others are reported. */
export function checkAzureNetworks(
  raw: object,
  networks: readonly Attachment[] | undefined,
  target: AzureTarget | undefined,
  path: Path,
  report: Report,
): void {
  const first = networks?.[0]?.network;
  networks?.forEach(({ network }, index) => {
    const at = "networks" in raw ? ["networks", String(index), "name"] : ["network"];
    checkSubscription(network, target, [...path, ...at], report);
    checkVirtualNetwork(network, first, [...path, ...at], report);
  });
}

function checkVirtualNetwork(
  network: Network,
  first: Network | undefined,
  path: Path,
  report: Report,
): void {
  if (network.platform !== "azure" || first?.platform !== "azure") {
    return;
  }
  if (virtualNetworkOf(network.subnet) !== virtualNetworkOf(first.subnet)) {
    report({
      path,
      at: "value",
      message: `${quote(network.name)} lies in another virtual network than ${quote(first.name)}`,
      allowed: "subnets of one virtual network",
      fix: "Choose a network beside the first one, or another server.",
    });
  }
}

function checkSubscription(
  network: Network | undefined,
  target: AzureTarget | undefined,
  path: Path,
  report: Report,
): void {
  if (network?.platform !== "azure" || target === undefined) {
    return;
  }
  const subscription = subscriptionOf(network.subnet);
  if (subscription !== target.subscription) {
    report({
      path,
      at: "value",
      message: `${quote(network.name)} is a network of the subscription ${subscription}, the estate's is ${target.subscription}`,
      allowed: "a network of the estate's own subscription",
      fix: "Choose another network, or correct azure.subscription.",
    });
  }
}

/** A machine type of Azure holds only so many disks; more are reported. */
export function checkDiskCount(
  count: number,
  type: MachineType | undefined,
  path: Path,
  report: Report,
): void {
  if (type !== undefined && count > type.dataDisks) {
    report({
      path,
      at: "key",
      message: `${count} disks besides "system" are too many for ${type.name}`,
      allowed: `at most ${type.dataDisks}`,
      fix: "Put what belongs together onto one larger disk, or take a larger server.",
    });
  }
}
