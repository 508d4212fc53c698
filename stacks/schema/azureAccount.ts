import { z } from "zod";
import { azureControls } from "../../components/service/account/azure/controls.js";
import { serviceRoles } from "../../components/service/account/azure/roles.js";
import { budget, common, contacts, exemptionsFrom, issuer, ownContacts } from "./accountFields.js";
import { choice, whole } from "./fields/choice.js";
import { azureNetworkId, location, objectId, subscriptionId } from "./fields/microsoft.js";
import { email, line, name } from "./fields/text.js";
import { hinted } from "./report/hint.js";

/** Locations by their names. */
const locationList = hinted(z.array(location).min(1), {
  noun: "a list of locations",
  expected: "at least one location",
  example: "[germanywestcentral]",
  refusal: () => "no location is given",
});

const emergency = z
  .strictObject({
    group: objectId.describe("The group of the directory that has the rights, by its object id."),
    accounts: z
      .array(email)
      .min(1)
      .describe("The sign-in names of its members: whatever they do is told at once."),
  })
  .describe("Who may mend every subscription when nothing else works.");

/** What the provider asks of every Azure subscription that does not say otherwise. */
export const azureBaseline = z
  .strictObject({
    homeLocation: location.describe("Where the workspace of logs stands."),
    locations: locationList.describe("The locations that are used."),
    contacts: contacts.describe("Whom Azure reaches about a subscription."),
    budget: budget.describe("US dollars a month above which somebody is told."),
    keepLogsDays: whole("a number of days", 365, 730)
      .default(400)
      .describe("Days for which the workspace keeps logs."),
    emergency: emergency.optional(),
  })
  .describe("What the provider asks of every Azure subscription.");

const serviceAccount = z
  .strictObject({
    issuer,
    audience: line.describe("For whom its tokens are.").default("api://AzureADTokenExchange"),
    subject: hinted(z.string().regex(/^[^*?\s]+$/), {
      noun: "a subject",
      expected: "the whole subject, because Azure compares it letter by letter",
      example: "repo:chemistry/lims:ref:refs/heads/main",
    }).describe("Whose tokens they are, the whole of it."),
    roles: z
      .array(choice("a role that it may have", serviceRoles))
      .min(1)
      .describe("Azure's own roles that it gets in the subscription, by their names."),
  })
  .describe("A program outside of Azure that works in the subscription without a key.");

/** An Azure subscription of an estate. */
export const azureAccount = z
  .strictObject({
    platform: z.literal("azure").describe("The platform of the account."),
    account: subscriptionId.describe("The id of the subscription."),
    locations: locationList
      .describe("The locations that are used; those of the catalog when absent.")
      .optional(),
    networks: z
      .array(azureNetworkId)
      .default([])
      .describe("Networks whose flows are recorded, besides those of the catalog that lie in it."),
    ...common,
    contacts: ownContacts.describe("Whom Azure reaches in place of the provider's contacts."),
    exemptions: exemptionsFrom(Object.keys(azureControls), "CIS Azure Foundations v5.0", "8.5"),
    serviceAccounts: z
      .record(name, serviceAccount)
      .default({})
      .describe("The customer's programs that work in it from outside, by their names."),
  })
  .describe("An Azure subscription under the provider's baseline.");
