import type { environments } from "../../components/service/server.js";
import { tagKeys } from "../../components/service/tags.js";
import { allOf, type Certainty, holds, isOn, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Rule } from "../framework/rule.js";

const server = "aws:ec2/instance:Instance";
const database = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";

/** A machine in Azure, and what locks it in a resource of its own; another rule relates the two. */
export const azureMachine = "azure-native:compute:VirtualMachine";
export const azureLock = "azure-native:authorization:ManagementLockByScope";

const locks: Readonly<Record<string, string>> = {
  [server]: "disableApiTermination",
  [database]: "deletionProtection",
  [cluster]: "deletionProtection",
};

const production: (typeof environments)[number] = "production";

/** What runs in production is not deleted by a slip. */
export const productionLock: Rule = {
  id: "OWN-03",
  title: "Servers and databases in production are locked against deletion",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-10"], FSBP: ["RDS.7", "RDS.8"] },
  why: "A slip on a console or in a script should not be able to end a service that people use.",
  fix:
    `Where the tag ${tagKeys.environment} is "${production}", set disableApiTermination ` +
    "(instances) or deletionProtection (databases) to true; in Azure put a management lock " +
    "CanNotDelete on the machine.",
  tokens: [server, database, cluster],
  advisesOn: [database, cluster],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A locked server",
        type: server,
        inputs: { tags: { [tagKeys.environment]: production }, disableApiTermination: true },
      },
    ],
    fail: [
      {
        title: "A database that one call deletes",
        type: database,
        inputs: { tags: { [tagKeys.environment]: production } },
      },
    ],
  },
  check: ({ type, inputs }) => {
    const lock = inputs.get(locks[type] ?? "");
    const isProduction = saysProduction(inputs.get("tags").get(tagKeys.environment));
    return reportIf(allOf(isProduction, not(isOn(lock))), lock, "one call deletes it");
  },
};

/** That an environment is named at all is the matter of another rule. */
export function saysProduction(field: Field): Certainty {
  return holds(field.text(), (text) => text.trim().toLowerCase() === production);
}
