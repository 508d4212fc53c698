import { keyOrigins } from "../encryption/keyOrigins.js";
import { demandGiven, demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const group = "aws:cloudwatch/logGroup:LogGroup";

const leastDays = 365;

/** CloudWatch's word for keeping logs for ever, which is also its default. */
const forEver = 0;

/** Logs are there when they are needed, for those who may read them. */
export const logRetention: Rule = {
  id: "LOG-04",
  title: "Log groups keep a year of logs under a key of their own",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AU-11"] },
  why: "Intruders are found months later on average; without logs of that time nobody knows more.",
  fix: `Set retentionInDays to ${leastDays} or more, or leave it away, and kmsKeyId to a key.`,
  tokens: [group],
  onUnknown: "deferOrWarn",
  origins: keyOrigins("kmsKeyId"),
  examples: {
    pass: [
      {
        title: "A year of encrypted logs",
        type: group,
        inputs: {
          retentionInDays: 365,
          kmsKeyId: "arn:aws:kms:eu-central-1:111111111111:key/1",
        },
      },
    ],
    fail: [{ title: "Logs of a week", type: group, inputs: { retentionInDays: 7 } }],
  },
  *check({ inputs }) {
    yield* demandNumber(
      inputs.get("retentionInDays"),
      (days) => days === forEver || days >= leastDays,
      `logs are kept for less than ${leastDays} days`,
      "passes",
    );
    yield* demandGiven(inputs.get("kmsKeyId"), "the logs have no key of their own");
  },
};
