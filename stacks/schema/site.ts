import { z } from "zod";
import { accountId, keyAlias, organizationId, region, vaultName } from "./fields/amazon.js";
import { line, objectName } from "./fields/text.js";
import { azureTenant } from "./tenant.js";

const organization = z
  .strictObject({
    name: line.describe("The name of the organization, as reports print it."),
    awsOrganization: organizationId.describe(
      "The id of the AWS organization that holds every account.",
    ),
  })
  .describe("Who runs the service.");

const vsphere = z
  .strictObject({
    datacenter: objectName.describe("The datacenter in vCenter in which all servers stand."),
    folder: objectName.describe(
      "The folder for virtual machines that the site creates; every estate gets a folder below it.",
    ),
  })
  .describe("What exists once in vCenter; absent where the provider has none.");

const limits = z
  .strictObject({
    regions: z.array(region).min(1).describe("The regions that accounts may use."),
    deployRole: line
      .describe("The role that the program takes in accounts, such as comanaged-deploy.")
      .default("comanaged-deploy"),
    securityAccount: accountId
      .describe("The account that looks after security for all; not the organization's own.")
      .optional(),
  })
  .describe("What the organization does once for every account.");

const copyVault = z
  .strictObject({
    region: region.describe("A region that is not that of the servers."),
    vault: vaultName.describe("The name of the vault, with which the catalog's ARN ends."),
  })
  .describe("The vault in which copies of the backups of all estates lie.");

const aws = z
  .strictObject({
    account: accountId.describe(
      "The account of the provider, which owns what all estates share. Twelve digits in quotes.",
    ),
    region: region.describe("The region of what all estates share."),
    keyAlias: keyAlias.describe("The alias under which estates find the key of their disks."),
    limits: limits.optional(),
    backupCopies: copyVault.optional(),
  })
  .describe("What exists once in the AWS organization; absent where nothing runs on AWS.");

/** `stacks/site.yaml`: what exists once for all customers. */
export const site = z
  .strictObject({
    organization,
    vsphere: vsphere.optional(),
    aws: aws.optional(),
    azure: azureTenant.optional(),
  })
  .describe("What exists once for all customers. Estates look it up and never create it.");

/** What exists once for all customers. */
export type Site = z.output<typeof site>;
