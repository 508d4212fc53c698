import { z } from "zod";
import { azureSubnetId, location, resourceName } from "./fields/microsoft.js";
import { name, reference } from "./fields/text.js";

const networksThere = z.record(reference("azure-chemistry"), azureSubnetId);

/** What servers stand on where Azure keeps the copies of their backups, once their location is lost. */
export const azureRecovery = z
  .record(
    name,
    z
      .strictObject({
        diskEncryptionSet: z
          .strictObject({
            resourceGroup: resourceName.describe("Its resource group."),
            name: resourceName.describe("Its name."),
          })
          .describe("The disk encryption set there, with the key of all disks."),
        backupCopies: z
          .record(name, location)
          .describe(
            "Where copies of backups lie that are made there, by the places of classes: the location that Azure pairs with this one.",
          ),
        networks: networksThere.describe("Subnets there, by the networks that they stand for."),
        rehearsal: networksThere
          .describe("The same for rehearsals: subnets from which no way leads to real servers.")
          .optional(),
      })
      .describe("A place of `backupCopies`, and what servers stand on in its location."),
  )
  .describe("Places in which servers are brought up when their own location is lost.");
