import { z } from "zod";
import { administrator, group, serviceAccount } from "./access.js";
import { account } from "./account.js";
import { confirmation } from "./confirmation.js";
import { approval, deferral } from "./deferral.js";
import { destruction } from "./destruction.js";
import { emergency } from "./emergency.js";
import { windowException } from "./exceptions.js";
import { accountName, groupName } from "./fields/access.js";
import { accountId, region } from "./fields/amazon.js";
import { soak } from "./fields/duration.js";
import { location, subscriptionId } from "./fields/microsoft.js";
import {
  costCenter,
  directoryGroup,
  email,
  line,
  name,
  reference,
  serverName,
} from "./fields/text.js";
import { date } from "./fields/time.js";
import { addressSets } from "./firewall.js";
import { needs } from "./needs.js";
import { restore } from "./restore.js";
import { defaults, server } from "./server.js";
import { vaultLock } from "./vaultLock.js";

/** Who owns the servers of an estate. */
export const customer = z
  .strictObject({
    name: line.describe("The name of the customer, as reports print it."),
    owner: name.describe("The customer's short name; it goes into tags and folder names."),
    costCenter: costCenter.describe("Who pays, such as 4711-20."),
    contact: email.describe("Where notices are sent."),
    group: directoryGroup
      .describe(
        "The customer's group in the directory, which sees exactly its machines in vCenter.",
      )
      .optional(),
  })
  .describe("Who owns the servers of this estate.");

/** Where the AWS resources of an estate stand. */
export const awsTarget = z
  .strictObject({
    account: accountId.describe("The customer's AWS account: twelve digits in quotes."),
    region: region.describe("The AWS region, such as eu-central-1."),
  })
  .describe("Where the AWS servers stand; required as soon as there is one.");

/** Where the Azure resources of an estate stand. */
export const azureTarget = z
  .strictObject({
    subscription: subscriptionId.describe("The customer's Azure subscription."),
    location: location.describe("The Azure location, such as germanywestcentral."),
  })
  .describe("Where the Azure servers stand; required as soon as there is one.");

/** The group on which patches are tested before. */
export const predecessor = z
  .strictObject({
    group: reference("test").describe("The patch group of this estate that is patched before."),
    soak: soak.describe(
      "The least time from the end of its window to the start of this one's: 3d or 36h.",
    ),
  })
  .describe("The group on which patches are tested before they come to this one.");

/** Servers that are patched together. */
export const patchGroup = z
  .strictObject({
    window: reference("patch-week-thursday-night").describe(
      "The window in which its servers are patched, by its name in the catalog.",
    ),
    after: predecessor.optional(),
    exceptions: z
      .array(windowException)
      .describe("Single openings of the window that are left out or moved.")
      .optional(),
  })
  .describe("Servers that are patched in one window.");

/** Servers that stand in for each other. */
export const peers = z
  .record(name, z.array(serverName).min(2))
  .describe("Servers that stand in for each other, by a name of theirs: never patched together.");

/** `stacks/<stack>.estate.yaml`: everything of one customer. */
export const estate = z
  .strictObject({
    asOf: date.describe(
      "The planning date, YYYY-MM-DD: the only clock of the program. A scheduled job advances it.",
    ),
    customer,
    aws: awsTarget.optional(),
    azure: azureTarget.optional(),
    patchGroups: z.record(name, patchGroup).describe("Patch groups of this estate by name."),
    defaults: defaults.default({}),
    confirm: z
      .array(confirmation)
      .describe("Replacements and removals that are meant; each names one server and expires.")
      .optional(),
    destroy: destruction.optional(),
    administrators: z
      .record(accountName, administrator)
      .describe("The customer's administrators by the names of their accounts.")
      .optional(),
    administratorGroups: z
      .record(groupName, group)
      .describe("The customer's groups in the directory, by DOMAIN\\\\NAME; for Windows servers.")
      .optional(),
    serviceAccounts: z
      .record(accountName, serviceAccount)
      .describe("Accounts that programs use, by name.")
      .optional(),
    servers: z
      .record(serverName, server)
      .describe("Servers by host name: at most 15 characters on Windows, 63 on Linux."),
    peers: peers.optional(),
    addressSets: addressSets.optional(),
    accounts: z
      .record(name, account)
      .describe("Cloud accounts under the provider's baseline, by a name of theirs.")
      .optional(),
    emergencies: z.array(emergency).describe("Patching at short notice.").optional(),
    deferrals: z
      .array(deferral)
      .describe("Days on which the customer wants no patches.")
      .optional(),
    approvals: z
      .array(approval)
      .describe("Leave to change openings at less notice than the catalog promises.")
      .optional(),
    vaultLocks: z
      .record(name, vaultLock)
      .describe("Leave to lock the vaults of backup classes for good, by class.")
      .optional(),
    needs: needs.optional(),
    restores: z.array(restore).describe("Backups that become servers or disks again.").optional(),
  })
  .describe("Everything of one customer.");
