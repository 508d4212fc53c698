import { z } from "zod";
import { keyAliasArn, subnetId, vaultArn } from "./fields/amazon.js";
import { name, reference } from "./fields/text.js";

const networksThere = z.record(reference("aws-chemistry"), subnetId);

/** What servers stand on where copies of their backups lie, once their own region is lost. */
export const awsRecovery = z
  .record(
    name,
    z
      .strictObject({
        keyAlias: keyAliasArn.describe("The alias of the key that encrypts all disks there."),
        backupCopies: z
          .record(name, vaultArn)
          .describe(
            "The vaults for copies of backups that are made there, by the places of classes.",
          ),
        networks: networksThere.describe("Subnets there, by the networks that they stand for."),
        rehearsal: networksThere
          .describe("The same for rehearsals: subnets from which no way leads to real servers.")
          .optional(),
      })
      .describe("A place of `backupCopies`, and what servers stand on in its account and region."),
  )
  .describe("Places in which servers are brought up when their own region is lost.");
