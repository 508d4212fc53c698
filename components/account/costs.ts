import * as budgets from "@pulumi/aws/budgets";
import * as costexplorer from "@pulumi/aws/costexplorer";
import { baselineNames } from "../service/account/names.js";
import type { Part } from "./part.js";

/** The least total of an anomaly that somebody is told of, in US dollars. */
const leastAnomaly = "50";

/** Says when an account costs more than it should, or more than it is used to. */
export function createCosts(part: Part): void {
  const { budget, contacts } = part.account;
  const address = contacts.billing.email;
  const notify = (notificationType: string, threshold: number) => ({
    ...{ notificationType, threshold, thresholdType: "PERCENTAGE" },
    comparisonOperator: "GREATER_THAN",
    subscriberEmailAddresses: [address],
  });
  new budgets.Budget(
    `${part.name}-budget`,
    {
      ...{ name: baselineNames.budget, budgetType: "COST", timeUnit: "MONTHLY" },
      ...{ limitAmount: budget.toFixed(1), limitUnit: "USD" },
      notifications: [notify("ACTUAL", 80), notify("FORECASTED", 100)],
      tags: part.tags("budget"),
    },
    part.options("budget"),
  );
  const monitor = new costexplorer.AnomalyMonitor(
    `${part.name}-anomalies`,
    {
      ...{ name: baselineNames.budget, monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" },
      tags: part.tags("anomalies"),
    },
    part.options("anomalies"),
  );
  new costexplorer.AnomalySubscription(
    `${part.name}-anomaly-notice`,
    {
      ...{ name: baselineNames.budget, frequency: "DAILY", monitorArnLists: [monitor.arn] },
      subscribers: [{ type: "EMAIL", address }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [leastAnomaly],
        },
      },
      tags: part.tags("anomaly-notice"),
    },
    part.options("anomaly-notice"),
  );
}
