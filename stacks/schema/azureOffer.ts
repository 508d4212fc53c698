import { z } from "zod";
import { storageTiers } from "../../components/service/server.js";
import { azureRecovery } from "./azureRecovery.js";
import { choice, whole } from "./fields/choice.js";
import {
  administratorName,
  configKey,
  location,
  machineType,
  resourceName,
  sshPublicKey,
  workspaceId,
} from "./fields/microsoft.js";
import { size } from "./fields/size.js";
import { name } from "./fields/text.js";
import { interfaces } from "./offers.js";

const [standard, fast] = storageTiers;

/** The managed disks that need nothing but a size and can start a machine. */
export const diskTypes = [
  "StandardSSD_LRS",
  "StandardSSD_ZRS",
  "Premium_LRS",
  "Premium_ZRS",
] as const;

const diskType = z
  .strictObject({
    type: choice("a type of managed disk", diskTypes).describe("The type of the managed disks."),
  })
  .describe("Managed disks of one type.");

/** A size of virtual machines, exactly as Azure offers it. */
export const azureMachineSize = z
  .strictObject({
    cpus: whole("a number of CPUs", 1, 1024).describe("Virtual CPUs of the machine type."),
    memory: size.describe("Memory of the machine type, such as 16 GiB."),
    dataDisks: whole("a number of disks", 0, 64).describe(
      "The most disks besides the system disk that the machine type holds.",
    ),
    interfaces,
  })
  .describe("The size of a machine type, exactly as Azure offers it.");

/** What machines on Azure are made of. */
export const azureOffer = z
  .strictObject({
    diskEncryptionSet: z
      .strictObject({
        resourceGroup: resourceName.describe("The resource group of the disk encryption set."),
        name: resourceName.describe("The name of the disk encryption set."),
      })
      .describe(
        "The disk encryption set with the key of all disks. Azure wants it in the subscription and the location of the disks, so every subscription has one of this name.",
      ),
    diskTypes: z
      .strictObject({
        [standard]: diskType.describe("The managed disks of standard disks."),
        [fast]: diskType.describe("The managed disks of fast disks."),
      })
      .describe("The managed disks behind each storage tier."),
    machineTypes: z
      .record(machineType, azureMachineSize)
      .describe("The machine types by name. A server asks for CPUs and memory; the type follows."),
    administrator: z
      .strictObject({
        name: administratorName.describe("The provider's first administrator of every machine."),
        sshPublicKey: sshPublicKey.describe("The provider's public key for Linux; no secret."),
        passwordConfig: configKey.describe(
          "The key of the secret setting (comanaged:KEY) with the first password for Windows.",
        ),
      })
      .describe("The first administrator. It counts at birth only."),
    restoreIdentity: z
      .strictObject({
        resourceGroup: resourceName.describe("The resource group of the identity."),
        name: resourceName.describe("The name of the identity."),
      })
      .describe(
        "The managed identity with which Azure restores backups. Every subscription has one of this name, which may restore from vaults, and work on disks and machines.",
      )
      .optional(),
    backupReports: workspaceId
      .describe("The Log Analytics workspace for Azure's reports of backups; none when absent.")
      .optional(),
    recovery: azureRecovery.optional(),
    backupCopies: z
      .record(name, location)
      .default({})
      .describe(
        "Where copies of backups lie, by the places that classes name: the location that Azure pairs with that of the servers.",
      ),
  })
  .describe("What Microsoft Azure offers.");
