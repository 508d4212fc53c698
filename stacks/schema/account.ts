import { z } from "zod";
import { cisControls } from "../../components/service/account/controls.js";
import { standards } from "../../components/service/account/standards.js";
import { budget, common, contacts, exemptionsFrom, issuer, ownContacts } from "./accountFields.js";
import { azureAccount, azureBaseline } from "./azureAccount.js";
import { accountId, region } from "./fields/amazon.js";
import { choice, whole } from "./fields/choice.js";
import { line, name, reference } from "./fields/text.js";
import { hinted } from "./report/hint.js";

/** Regions by their codes. */
const regionList = hinted(z.array(region).min(1), {
  noun: "a list of regions",
  expected: "at least one region",
  example: "[eu-central-1]",
  refusal: () => "no region is given",
});

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
    contacts: contacts.describe("Whom AWS reaches about an account."),
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
  .strictObject({ aws: awsBaseline.optional(), azure: azureBaseline.optional() })
  .describe("What the provider asks of every cloud account.");

const serviceAccount = z
  .strictObject({
    issuer,
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
    contacts: ownContacts.describe("Whom AWS reaches in place of the provider's contacts."),
    standards: standardList
      .default([])
      .describe("Standards of Security Hub besides those of the catalog."),
    exemptions: exemptionsFrom(Object.keys(cisControls), "CIS AWS Foundations v5.0", "S3.20"),
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
  .discriminatedUnion("platform", [awsAccount, azureAccount])
  .describe("A cloud account under the provider's baseline.");
