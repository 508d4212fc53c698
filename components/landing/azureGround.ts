import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import type { InvokeOptions } from "@pulumi/pulumi";
import { allFound, find, findEach } from "./lookUps.js";

/** What an estate names in its Azure subscription. */
export interface AzureNames {
  /** The location of the servers; everything that they refer to lies there too. */
  readonly location: string;
  /** The disk encryption set of the subscription. */
  readonly diskEncryptionSet: { readonly resourceGroup: string; readonly name: string };
  /** Resource ids of the subnets in which servers stand. */
  readonly subnets: readonly string[];
}

/** What an estate found in its Azure subscription. */
export interface AzureGround {
  /** Resource id. */
  readonly diskEncryptionSetId: string;
}

/**
 * Finds what an estate names in its Azure subscription.
 *
 * @throws RunError that lists everything that is not there, or not in the estate's location
 */
export async function findAzureGround(
  names: AzureNames,
  opts: InvokeOptions,
): Promise<AzureGround> {
  const { location, diskEncryptionSet } = names;
  const { resourceGroup: resourceGroupName, name: diskEncryptionSetName } = diskEncryptionSet;
  const asked = compute.getDiskEncryptionSet({ resourceGroupName, diskEncryptionSetName }, opts);
  const what = `disk encryption set ${resourceGroupName}/${diskEncryptionSetName}`;
  const [set] = await allFound([
    find(what, inLocation(asked, location)),
    findEach(names.subnets, (id) => find(`subnet ${id}`, findSubnet(id, location, opts))),
  ]);
  return { diskEncryptionSetId: set.id };
}

async function findSubnet(id: string, location: string, opts: InvokeOptions) {
  const [resourceGroupName, virtualNetworkName, subnetName] = namesIn(id);
  const inNetwork = { resourceGroupName, virtualNetworkName };
  await inLocation(network.getVirtualNetwork(inNetwork, opts), location);
  return network.getSubnet({ ...inNetwork, subnetName }, opts);
}

/** The group, the network and the subnet in the resource id of a subnet. */
function namesIn(id: string): [string, string, string] {
  const parts = id.split("/");
  return [parts[4] ?? "", parts[8] ?? "", parts[10] ?? ""];
}

/** Azure connects only what lies in one location. */
async function inLocation<Answer extends { readonly location?: string }>(
  asked: Promise<Answer>,
  location: string,
): Promise<Answer> {
  const answer = await asked;
  if (answer.location !== location) {
    throw new Error(`lies in ${answer.location}, and the estate's servers stand in ${location}`);
  }
  return answer;
}
