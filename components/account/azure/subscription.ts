import * as pulumi from "@pulumi/pulumi";
import type { SubscriptionDescription } from "../../service/account/azure/description.js";
import { partOf, type Standing } from "../part.js";
import { createAlerts } from "./alerts.js";
import type { LocationGround } from "./asked.js";
import { createBudget } from "./budget.js";
import { createDefender } from "./defender.js";
import { createFlowIdentity } from "./flows.js";
import { createIdentities } from "./identities.js";
import { AzureLocation } from "./location.js";
import { createLogs } from "./logs.js";
import { createWatcherGroup } from "./watchers.js";

/** An Azure subscription that is brought under the baseline. */
export interface AzureSubscriptionArgs extends SubscriptionDescription {
  /** All locations that are used; its home is among them. */
  readonly locations: readonly LocationGround[];
  /** The planning date, `YYYY-MM-DD`: a budget begins with its month. */
  readonly asOf: string;
  /** What stands and is not managed yet, by role: what to import. @default nothing */
  readonly standing?: Standing;
}

const nothing: Standing = new Map();

/**
 * Brings an Azure subscription under the provider's baseline. Whatever becomes of this component,
 * its protections stay on in the subscription.
 *
 * @example
 * new AzureSubscription("chemistry-lab", { account: "2c2c2c2c-…", homeLocation: "westeurope", … });
 */
export class AzureSubscription extends pulumi.ComponentResource {
  constructor(name: string, args: AzureSubscriptionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { locations, asOf, standing = nothing, ...account } = args;
    const { homeLocation, serviceAccounts, emergency } = account;
    const facts = {
      ...{ account: account.account, homeLocation },
      locations: locations.map(({ location }) => location),
      serviceAccounts: serviceAccounts.map((one) => one.name),
      hasEmergency: emergency !== undefined,
    };
    super("comanaged:account:Azure", name, { ...account, ...facts }, opts);
    const part = partOf(name, account, { parent: this, standing });
    const logs = createLogs(part);
    createDefender(part);
    const told = createAlerts(part, logs);
    createBudget(part, asOf);
    createIdentities(part, logs, told);
    const flows = locations.some(({ networks }) => networks.length > 0)
      ? createFlowIdentity(part, logs)
      : undefined;
    const watchers = createWatcherGroup(part);
    for (const { location, networks } of locations) {
      new AzureLocation(
        `${name}-${location}`,
        {
          ...{ account, location, networks, logs, watchers },
          ...(flows && { flows }),
          standing: standingBelow(standing, location),
        },
        { parent: this },
      );
    }
    this.registerOutputs(facts);
  }
}

/** What stands in one location, by the role in that location. */
function standingBelow(standing: Standing, location: string): Standing {
  const start = `${location}-`;
  const own = [...standing].filter(([role]) => role.startsWith(start));
  return new Map(own.map(([role, id]) => [role.slice(start.length), id]));
}
