import { z } from "zod";
import { storageTiers } from "../../components/service/server.js";
import { awsRecovery } from "./awsRecovery.js";
import { domain } from "./fields/address.js";
import { bucketName, instanceType, keyAliasArn, vaultArn } from "./fields/amazon.js";
import { whole } from "./fields/choice.js";
import { configKey } from "./fields/microsoft.js";
import { size } from "./fields/size.js";
import { line, name } from "./fields/text.js";
import { timeZone } from "./fields/time.js";
import { volume } from "./volume.js";
import { vsphereGround, vsphereRecovery } from "./vsphereRecovery.js";

const [standard, fast] = storageTiers;

const domainJoin = z
  .strictObject({
    domain: domain.describe("The domain of Active Directory."),
    user: line.describe("The account that may add machines to it, such as join@ad.example.edu."),
    passwordConfig: configKey.describe(
      "The key of the secret setting (comanaged:KEY) with its password.",
    ),
  })
  .describe("The domain that Windows servers join at their birth; absent where they join none.");

/** What a new machine is told when it starts for the first time. */
export const customization = z
  .strictObject({
    domain: domain.describe("The DNS domain of the host names."),
    timeZone: timeZone.describe("The time zone of the servers, such as Europe/Berlin."),
    administratorPasswordConfig: configKey.describe(
      "The key of the secret setting (comanaged:KEY) with the first password for Windows.",
    ),
    join: domainJoin.optional(),
  })
  .describe("What a new machine is told at its birth; later changes touch no server.");

/** Where and on what virtual machines stand in vCenter. */
export const vsphereOffer = vsphereGround
  .extend({ customization, recovery: vsphereRecovery.optional() })
  .describe("What VMware vSphere offers.");

/** Every type in use has two; no server needs more than ten. */
export const interfaces = whole("a number of interfaces", 1, 10)
  .default(2)
  .describe("The most network interfaces of the type; two when absent.");

/** The size of an instance type. */
export const machineSize = z
  .strictObject({
    cpus: whole("a number of CPUs", 1, 1024).describe("Virtual CPUs of the instance type."),
    memory: size.describe("Memory of the instance type, such as 16 GiB."),
    interfaces,
  })
  .describe("The size of an instance type, exactly as AWS offers it.");

/** What EC2 instances are made of. */
export const awsOffer = z
  .strictObject({
    keyAlias: keyAliasArn.describe(
      "The alias of the key that encrypts all disks. Its region is the region of every estate.",
    ),
    volumes: z
      .strictObject({
        [standard]: volume.describe("The volumes of standard disks."),
        [fast]: volume.describe("The volumes of fast disks."),
      })
      .describe("The EBS volume behind each storage tier."),
    instanceTypes: z
      .record(instanceType, machineSize)
      .describe("The instance types by name. A server asks for CPUs and memory; the type follows."),
    backupCopies: z
      .record(name, vaultArn)
      .default({})
      .describe("The vaults in which copies of backups lie, by the places that classes name."),
    backupReports: bucketName
      .describe(
        "The bucket that gets daily reports of backups; with it, frameworks judge what classes promise. Neither when absent.",
      )
      .optional(),
    recovery: awsRecovery.optional(),
  })
  .describe("What AWS EC2 offers.");
