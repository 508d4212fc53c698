import { z } from "zod";
import { accountName, groupName, sshKey } from "./fields/access.js";
import { choice, whole } from "./fields/choice.js";
import { line, serverName } from "./fields/text.js";
import { date } from "./fields/time.js";

const ways = {
  name: line.describe("The person's name, as lists of who can do what print it."),
  keys: z.array(sshKey).describe("Public SSH keys that let the person in.").default([]),
  principals: z
    .array(accountName)
    .describe(
      "Principals of SSH certificates that let the person in; the catalog names the authorities.",
    )
    .default([]),
};

/** A person of the provider who administers every server. */
export const providerAdministrator = z
  .strictObject(ways)
  .describe("A person of the provider who administers every server.");

/** A person of the customer who administers servers. */
export const administrator = z
  .strictObject({
    ...ways,
    servers: z
      .array(serverName)
      .min(1)
      .describe("The servers that the person administers; all of the estate when absent.")
      .optional(),
  })
  .describe("A person of the customer who administers servers.");

/** Who is in a group. */
const members = line.describe("Who is in the group, as lists of who can do what print it.");

/** A group of the provider whose members administer every Windows server. */
export const providerGroup = z
  .strictObject({ name: members })
  .describe("A group of the directory whose members administer every Windows server.");

/** A group of the customer whose members administer Windows servers. */
export const group = z
  .strictObject({
    name: members,
    servers: z
      .array(serverName)
      .min(1)
      .describe("The Windows servers that the group administers; all of the estate when absent.")
      .optional(),
  })
  .describe("A group of the directory whose members administer Windows servers.");

/** The local administrator of Windows servers. */
const localAdministrator = z
  .strictObject({
    account: accountName
      .describe("The account; the one that Windows came with when absent.")
      .optional(),
    keptIn: choice("a directory", ["active-directory", "entra"]).describe(
      "The directory that keeps the password.",
    ),
    passwordDays: whole("a number of days", 7, 365)
      .describe("Days for which a password lasts.")
      .default(30),
    passwordLength: whole("a number of characters", 14, 64)
      .describe("Characters of a password.")
      .default(24),
  })
  .describe("The local administrator of Windows servers; Windows LAPS renews its password.");

/** The account of the job that reads results of patches and releases held groups. */
const patchingJob = z
  .strictObject({
    account: accountName.describe("Name of the account on Linux servers that patch themselves."),
    keys: z.array(sshKey).min(1).describe("Public SSH keys of the job."),
  })
  .describe(
    "The job that reads results of patches and releases held groups: its keys let it do that and nothing else. Without it, the provider's automation does.",
  );

/** Who gets into every server on the provider's side, and how its automation does. */
export const administration = z
  .strictObject({
    account: accountName.describe(
      "The account of every image with which the provider's automation comes in over SSH; it may become root without a password.",
    ),
    authorities: z
      .array(sshKey)
      .describe("Public keys of the authorities whose SSH certificates count.")
      .default([]),
    administrators: z
      .record(accountName, providerAdministrator)
      .describe("The provider's administrators by the names of their accounts."),
    groups: z
      .record(groupName, providerGroup)
      .describe("The provider's groups in the directory, by DOMAIN\\\\NAME; for Windows servers.")
      .default({}),
    localAdministrator: localAdministrator.optional(),
    patchingJob: patchingJob.optional(),
  })
  .describe("Who gets into every server on the provider's side.");

/** An account that a program uses. */
export const serviceAccount = z
  .strictObject({
    owner: line.describe("Who answers for the account."),
    purpose: line.describe("What it is for."),
    until: date.describe("The last day on which it can be used."),
    servers: z.array(serverName).min(1).describe("The servers on which it exists."),
  })
  .describe("An account that a program uses: named, owned and dated. Nobody logs in with it.");
