import * as consumption from "@pulumi/azure-native/consumption";
import { azureNames } from "../../service/account/azure/names.js";
import { subscriptionScope } from "../../service/azure/scopes.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** Says when a subscription costs more than it should. */
export function createBudget(part: SubscriptionPart, asOf: string): void {
  const { account, budget, contacts } = part.account;
  const notify = (thresholdType: "Actual" | "Forecasted", threshold: number) => ({
    ...{ enabled: true, operator: "GreaterThan", threshold, thresholdType },
    contactEmails: [contacts.billing.email],
  });
  new consumption.Budget(
    `${part.name}-budget`,
    {
      ...{ scope: subscriptionScope(account).slice(1), budgetName: azureNames.budget },
      ...{ category: "Cost", timeGrain: "Monthly", amount: budget },
      timePeriod: { startDate: `${asOf.slice(0, "YYYY-MM".length)}-01T00:00:00Z` },
      notifications: { actual: notify("Actual", 80), forecast: notify("Forecasted", 100) },
    },
    // It begins with a month that is not past when it is made; later months change nothing.
    { ...part.options("budget"), ignoreChanges: ["timePeriod"] },
  );
}
