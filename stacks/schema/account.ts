import { z } from "zod";
import { cisControls } from "../../components/service/account/controls.js";
import { standards } from "../../components/service/account/standards.js";
import { accountId, region } from "./fields/amazon.js";
import { choice, whole } from "./fields/choice.js";
import { dataLevel } from "./fields/dataLevel.js";
import { costCenter, email, line, name, reference } from "./fields/text.js";
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

/** Regions by their codes. */
const regionList = hinted(z.array(region).min(1), {
  noun: "a list of regions",
  expected: "at least one region",
  example: "[eu-central-1]",
  refusal: () => "no region is given",
});

const budget = whole("an amount in US dollars a month", 1, 10_000_000);

const standardList = z.array(choice("a standard", standards));

const federation = z
  .strictObject({
    name: reference("university").describe("Its name in every account."),
    metadata: hinted(z.string().regex(/^\s*<[\s\S]{999,}$/), {
      noun: "a SAML document",
      expected: "the XML that the identity provider publishes, 1,000 characters or more",
      example: "<EntityDescriptor …>",
      refusal: () => "this is not the document of an identity provider",
    }).describe("The SAML document that the identity provider publishes."),
  })
  .describe("Who tells every account who its people are.");

/** What the provider asks of every AWS account that does not say otherwise. */
export const awsBaseline = z
  .strictObject({
    homeRegion: region.describe("Where trails and logs stand and where notices arrive."),
    regions: regionList
      .describe("The regions that are used; all that are on in the account when absent.")
      .optional(),
    deployRole: line
      .describe("The role of the account that the program takes, such as comanaged-deploy.")
      .default("comanaged-deploy"),
    contacts: z
      .strictObject({
        billing: contact.describe("Who is asked about costs."),
        operations: contact.describe("Who is told of outages."),
        security: contact.describe("Who is told of attacks."),
      })
      .describe("Whom AWS reaches about an account."),
    federation: federation
      .describe("Who tells every account who its people are; both sides then have daily roles.")
      .optional(),
    budget: budget.describe("US dollars a month above which somebody is told."),
    standards: standardList
      .default(["cis-5.0", "foundational-1.0"])
      .describe("The standards of Security Hub by which every account is judged."),
    keepLogsDays: whole("a number of days", 365, 3650)
      .default(400)
      .describe("Days for which logs are kept."),
  })
  .describe("What the provider asks of every AWS account.");

/** What the provider asks of every account, by platform. */
export const accountBaselines = z
  .strictObject({ aws: awsBaseline.optional() })
  .describe("What the provider asks of every cloud account.");

const common = {
  owner: name.describe("The short name of who owns it; the customer's when absent.").optional(),
  costCenter: costCenter.describe("Who pays; the customer's when absent.").optional(),
  dataLevel: dataLevel.describe("The highest level of data in it: 1 or 2."),
  budget: budget.describe("US dollars a month above which somebody is told.").optional(),
};

const controls = Object.keys(cisControls);

const controlId = hinted(
  z.string().refine((id) => controls.includes(id)),
  {
    noun: "a control",
    expected: 'the id of a control of CIS AWS Foundations v5.0, such as "S3.20"',
    example: "S3.20",
    mend: (text) => closest(text, controls),
  },
);

const exemption = z
  .strictObject({
    reason: line.describe("Why the account does without it."),
    owner: line.describe("Who answers for it."),
    until: date.describe("The last day on which it is done without."),
  })
  .describe("A control that the account does without for a while.");

const serviceAccount = z
  .strictObject({
    issuer: hinted(z.string().regex(/^https:\/\/[a-z0-9.-]+(\/[A-Za-z0-9._/-]*[A-Za-z0-9])?$/), {
      noun: "an issuer of tokens",
      expected: "an address with https:// and without a slash at its end",
      example: "https://token.actions.githubusercontent.com",
    }).describe("Who signs its tokens."),
    audience: line.describe("For whom its tokens are.").default("sts.amazonaws.com"),
    subject: hinted(z.string().regex(/^([^*?:/\s]+:[^*?:/\s]+[:/][^*?\s]*\*?|[^*?\s]+)$/), {
      noun: "a subject of one owner",
      expected: "a subject down to its owner, with * at most at its end",
      example: "repo:chemistry/lims:ref:refs/heads/main",
    }).describe("Whose tokens they are, down to the owner; * at the end stands for any rest."),
    policies: z
      .array(
        hinted(
          z
            .string()
            .regex(/^(?!(AdministratorAccess|IAMFullAccess|PowerUserAccess)$)[\w+=,.@/-]+$/),
          {
            noun: "a policy of AWS that it may have",
            expected: "the name of one of AWS's policies, without those of all rights",
            example: "AmazonEC2ReadOnlyAccess",
          },
        ),
      )
      .min(1)
      .describe("AWS's own policies that it gets, by their names."),
  })
  .describe("A program outside of AWS that works in the account without a key.");

const awsAccount = z
  .strictObject({
    platform: z.literal("aws").describe("The platform of the account."),
    account: accountId.describe("Twelve digits in quotes."),
    regions: regionList
      .describe("The regions that are used; those of the catalog when absent.")
      .optional(),
    ...common,
    contacts: z
      .strictObject({
        billing: contact.describe("Who is asked about costs.").optional(),
        operations: contact.describe("Who is told of outages.").optional(),
        security: contact.describe("Who is told of attacks.").optional(),
      })
      .default({})
      .describe("Whom AWS reaches in place of the provider's contacts."),
    standards: standardList
      .default([])
      .describe("Standards of Security Hub besides those of the catalog."),
    exemptions: z
      .record(controlId, exemption)
      .default({})
      .describe("Controls that the account does without for a while, by their ids."),
    serviceAccounts: z
      .record(name, serviceAccount)
      .default({})
      .describe("The customer's programs that work in the account from outside, by their names."),
    anomalyMonitor: hinted(z.string().regex(/^arn:aws:ce::[0-9]{12}:anomalymonitor\/[0-9a-f-]+$/), {
      noun: "the ARN of an anomaly monitor",
      expected: "arn:aws:ce::ACCOUNT:anomalymonitor/ID",
      example: "arn:aws:ce::222222222222:anomalymonitor/0a1b2c3d-0000-4000-8000-000000000001",
    })
      .describe("The monitor of all services that the account has already; it has room for one.")
      .optional(),
  })
  .describe("An AWS account under the provider's baseline.");

/** A cloud account under the provider's baseline. */
export const account = z
  .discriminatedUnion("platform", [awsAccount])
  .describe("A cloud account under the provider's baseline.");
