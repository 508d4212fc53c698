import type { JsonObject } from "../../simulator/core/json.js";
import { Client } from "../simulator/client.js";

/** What somebody had in a subscription before us, by resource id. */
export interface PopulatedSubscription {
  readonly watchers: readonly string[];
}

/** Gives a subscription what the people before us had: watchers, a plan and a contact. */
export async function populateSubscription(
  port: number,
  subscription: string,
  locations: readonly string[],
): Promise<PopulatedSubscription> {
  const client = await Client.azure(port, subscription);
  const make = async (type: string, inputs: JsonObject) => {
    const { inputs: checked, failures } = await client.check(type, inputs);
    if (failures.length > 0) {
      throw new Error(`${type}: ${JSON.stringify(failures)}`);
    }
    return client.create(type, checked.value);
  };
  const resourceGroupName = "NetworkWatcherRG";
  await make("azure-native:resources:ResourceGroup", {
    ...{ resourceGroupName, location: "westeurope", tags: { Team: "others" } },
  });
  const watchers: string[] = [];
  for (const location of locations) {
    const networkWatcherName = `NetworkWatcher_${location}`;
    const { id } = await make("azure-native:network:NetworkWatcher", {
      ...{ resourceGroupName, networkWatcherName, location, tags: { Team: "others" } },
    });
    watchers.push(id);
  }
  await make("azure-native:security:SecurityContact", {
    ...{ securityContactName: "default", emails: "old@example.edu", isEnabled: false },
  });
  client.close();
  return { watchers };
}
