import { isGiven, reportIf } from "../framework/certainty.js";
import type { Finding, Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const tokens = [instance, cluster];

const passwords: Readonly<Record<string, readonly string[]>> = {
  [instance]: ["password", "passwordWo"],
  [cluster]: ["masterPassword", "masterPasswordWo"],
};

/** The first password of a database is nobody's, and it changes. */
export const managedPasswords: Rule = {
  id: "IAM-13",
  title: "AWS manages and rotates the master password of databases",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["IA-5(7)"], "MCSB v1": ["IM-8"] },
  why: "A password in a program is in its state and its history, and it is never changed.",
  fix: "Set manageMasterUserPassword to true and give no password.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A database whose password AWS keeps",
        type: instance,
        inputs: { manageMasterUserPassword: true },
      },
    ],
    fail: [
      {
        title: "A database whose password is in the program",
        type: cluster,
        inputs: { masterPassword: "secret" },
      },
    ],
  },
  *check({ type, inputs }): Iterable<Finding> {
    for (const key of passwords[type] ?? []) {
      const password = inputs.get(key);
      yield* reportIf(isGiven(password), password, "the password is in the program");
    }
  },
};
