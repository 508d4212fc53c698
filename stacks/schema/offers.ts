import { z } from "zod";
import { storageTiers } from "../../components/service/server.js";
import { instanceType, keyAliasArn } from "./fields/amazon.js";
import { whole } from "./fields/choice.js";
import { size } from "./fields/size.js";
import { objectName } from "./fields/text.js";
import { volume } from "./volume.js";

const [standard, fast] = storageTiers;

/** Where and on what virtual machines stand in vCenter. */
export const vsphereOffer = z
  .strictObject({
    datacenter: objectName.describe("The datacenter of the virtual machines."),
    resourcePool: objectName.describe("The resource pool, such as cluster-main/Resources."),
    folder: objectName.describe("The folder of the site; estates stand in folders below it."),
    datastores: z
      .strictObject({
        [standard]: objectName.describe("The datastore of standard disks."),
        [fast]: objectName.describe("The datastore of fast disks."),
      })
      .describe("The datastore behind each storage tier."),
  })
  .describe("What VMware vSphere offers.");

/** The size of an instance type. */
export const machineSize = z
  .strictObject({
    cpus: whole("a number of CPUs", 1, 1024).describe("Virtual CPUs of the instance type."),
    memory: size.describe("Memory of the instance type, such as 16 GiB."),
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
  })
  .describe("What AWS EC2 offers.");
