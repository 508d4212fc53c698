import { z } from "zod";
import { email, line } from "./fields/text.js";
import { date } from "./fields/time.js";
import { hinted } from "./report/hint.js";

const ruleId = hinted(z.string().regex(/^[A-Z]{2,3}-[0-9]{2}$/), {
  noun: "the id of a rule",
  expected: "an id from docs/rules, such as ENC-02",
  example: "ENC-02",
  mend: (text) => /^[a-z]{2,3}-[0-9]{2}$/i.exec(text)?.[0].toUpperCase(),
});

/** Leave to break one rule for some time. */
const exception = z
  .strictObject({
    rule: ruleId.describe("The rule. Rules on data levels know no exception."),
    resource: line.describe(
      "The resource: its URN, or its name in the program, in which * stands for any characters.",
    ),
    reason: line.describe("Why the rule cannot be kept, as reports print it."),
    owner: email.describe("Who answers for the risk."),
    ticket: line.describe("Where it was decided."),
    approver: email.describe("Who allows it: one of the catalog's approvers, not the owner."),
    until: date.describe(
      "The last planning date on which it is in force. The severity of the rule limits it: at most 30, 90, 180 or 365 days from the planning date for critical, high, medium and low.",
    ),
  })
  .describe("Leave to break one rule for some time.");

/** `stacks/<stack>.exceptions.yaml`: what may break the rules of the policy packs. */
export const exceptions = z
  .strictObject({
    exceptions: z.array(exception).describe("Each exception, in any order."),
  })
  .describe("What in this estate may break the rules of the policy packs.");
