import * as network from "@pulumi/azure-native/network";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { allFound, find } from "../../landing/lookUps.js";
import type { Standing } from "../part.js";
import type { Look } from "../standing.js";
import type { LocationGround, SubscriptionNames } from "./asked.js";
import { refuseOtherBaselines } from "./otherBaselines.js";
import { refuseUnregistered } from "./registration.js";
import { globalLooks, locationLooks } from "./standing.js";

/** What stands in a subscription. */
export interface SubscriptionGround {
  readonly locations: readonly LocationGround[];
  readonly standing: Standing;
}

/**
 * Finds out where the networks of a subscription lie, and what stands in it that its baseline must
 * adopt.
 *
 * @throws RunError when a network lies elsewhere, when the subscription is under another baseline,
 * or when it does not know a kind of resources
 */
export async function findSubscription(
  names: SubscriptionNames,
  invoke: InvokeOptions,
): Promise<SubscriptionGround> {
  return refuseUnregistered(names, async () => {
    const locations = await placed(names, invoke);
    const looks = [
      ...globalLooks(names, invoke),
      ...locations.flatMap((ground) => locationLooks(names, ground, invoke)),
    ].filter(({ role }) => !names.managed.has(`${names.name}-${role}`));
    const standing = await allFound(looks.map((look) => found(look, names.account.account)));
    await refuseOtherBaselines(names, invoke);
    return { locations, standing: new Map(standing.flat()) };
  });
}

/** The locations with the networks that lie in them. */
async function placed(names: SubscriptionNames, invoke: InvokeOptions): Promise<LocationGround[]> {
  const places = await allFound(names.networks.map((id) => find(`network ${id}`, at(id, invoke))));
  refuseElsewhere(names, places);
  return names.locations.map((location) => ({
    location,
    networks: places.filter((place) => place.location === location).map(({ id }) => id),
  }));
}

async function found({ role, id }: Look, account: string): Promise<[string, string][]> {
  const known = await find(`${role} of ${account}`, id());
  return known === undefined ? [] : [[role, known]];
}

/** Where a network lies. */
async function at(id: string, invoke: InvokeOptions) {
  const parts = id.split("/");
  const [resourceGroupName, virtualNetworkName] = [parts[4] ?? "", parts[8] ?? ""];
  const names = { resourceGroupName, virtualNetworkName };
  const { location } = await network.getVirtualNetwork(names, invoke);
  return { id, location: location ?? "" };
}

function refuseElsewhere(
  { name, account, locations }: SubscriptionNames,
  places: readonly { readonly id: string; readonly location: string }[],
): void {
  const elsewhere = places.filter(({ location }) => !locations.includes(location));
  if (elsewhere.length > 0) {
    throw new RunError(
      [
        `The subscription of "${name}", ${account.account}, cannot be brought under the baseline:`,
        ...elsewhere.map(({ id, location }) => `  ${id} lies in ${location}`),
        `Add the location to those of the entry or the catalog: ${locations.join(", ")}.`,
      ].join("\n"),
    );
  }
}
