import { z } from "zod";
import { whole } from "./fields/choice.js";
import { dataLevel } from "./fields/dataLevel.js";
import { costCenter, email, line, name } from "./fields/text.js";
import { date } from "./fields/time.js";
import { hinted } from "./report/hint.js";
import { closest } from "./report/wording.js";

const phone = hinted(z.string().regex(/^\+[1-9][0-9 -]{5,24}$/), {
  noun: "a phone number",
  expected: 'a number with the country\'s code, such as "+49 30 1234567"',
  example: "+49 30 1234567",
});

/** Whom a cloud reaches about an account. */
export const contact = z
  .strictObject({
    name: line.describe("The name of the person or team."),
    title: line.describe("What they do, such as Security office."),
    email: email.describe("A mailbox that several people read."),
    phone: phone.describe("With the country's code, such as +49 30 1234567."),
  })
  .describe("Whom a cloud reaches about an account.");

/** Whom a cloud reaches about every account. */
export const contacts = z
  .strictObject({
    billing: contact.describe("Who is asked about costs."),
    operations: contact.describe("Who is told of outages."),
    security: contact.describe("Who is told of attacks."),
  })
  .describe("Whom the cloud reaches about an account.");

/** Whom a cloud reaches about one account in place of the provider's contacts. */
export const ownContacts = contacts.partial().default({});

/** US dollars a month. */
export const budget = whole("an amount in US dollars a month", 1, 10_000_000);

/** What an entry says of its account on every platform. */
export const common = {
  owner: name.describe("The short name of who owns it; the customer's when absent.").optional(),
  costCenter: costCenter.describe("Who pays; the customer's when absent.").optional(),
  dataLevel: dataLevel.describe("The highest level of data in it: 1 or 2."),
  budget: budget.describe("US dollars a month above which somebody is told.").optional(),
};

const exemption = z
  .strictObject({
    reason: line.describe("Why the account does without it."),
    owner: line.describe("Who answers for it."),
    until: date.describe("The last day on which it is done without."),
  })
  .describe("A control that the account does without for a while.");

/** Exemptions from the controls of a standard, by their ids. */
export function exemptionsFrom(controls: readonly string[], standard: string, example: string) {
  const control = hinted(
    z.string().refine((id) => controls.includes(id)),
    {
      noun: "a control",
      expected: `the id of a control of ${standard}, such as "${example}"`,
      example,
      mend: (text) => closest(text, controls),
    },
  );
  return z
    .record(control, exemption)
    .default({})
    .describe("Controls that the account does without for a while, by their ids.");
}

/** Who signs the tokens of a program. */
export const issuer = hinted(
  z.string().regex(/^https:\/\/[a-z0-9.-]+(\/[A-Za-z0-9._/-]*[A-Za-z0-9])?$/),
  {
    noun: "an issuer of tokens",
    expected: "an address with https:// and without a slash at its end",
    example: "https://token.actions.githubusercontent.com",
  },
).describe("Who signs its tokens.");
