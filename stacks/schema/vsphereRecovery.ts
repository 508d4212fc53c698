import { z } from "zod";
import { storageTiers } from "../../components/service/server.js";
import { name, objectName, reference } from "./fields/text.js";
import { recoveryRepositories } from "./recoveryRepositories.js";

const [standard, fast] = storageTiers;

/** What of a vCenter virtual machines stand on. */
export const vsphereGround = z.strictObject({
  datacenter: objectName.describe("The datacenter of the virtual machines."),
  resourcePool: objectName.describe("The resource pool, such as cluster-main/Resources."),
  folder: objectName.describe("The folder of the site; estates stand in folders below it."),
  datastores: z
    .strictObject({
      [standard]: objectName.describe("The datastore of standard disks."),
      [fast]: objectName.describe("The datastore of fast disks."),
    })
    .describe("The datastore behind each storage tier."),
  storagePolicies: z
    .strictObject({
      [standard]: objectName.describe("The storage policy of standard disks.").optional(),
      [fast]: objectName.describe("The storage policy of fast disks.").optional(),
    })
    .default({})
    .describe("The storage policy behind each storage tier that has one."),
  cluster: objectName
    .describe("The cluster of the resource pool, which keeps peers on different hosts.")
    .optional(),
  quarantine: objectName
    .describe("The port group without a way out in which retired servers stand.")
    .optional(),
  restoreHost: objectName
    .describe(
      "The host on which the backup server shows backups from which servers start, as vCenter names it; without one none does.",
    )
    .optional(),
  keyProvider: objectName
    .describe("vCenter's key provider, which virtual TPMs need; absent where there is none.")
    .optional(),
});

const networksThere = z.record(reference("dc-chemistry"), objectName);

/** What servers stand on at the site where copies of their backups lie, once their own is lost. */
export const vsphereRecovery = z
  .record(
    name,
    vsphereGround
      .extend({
        vcenter: objectName.describe(
          "The vCenter there, by its name and as the backup server knows it.",
        ),
        restoreHost: objectName.describe(
          "The host there on which the backup server shows backups.",
        ),
        ...recoveryRepositories,
        networks: networksThere.describe("Port groups there, by the networks that they stand for."),
        rehearsal: networksThere
          .describe("The same for rehearsals: port groups from which no way leads to real servers.")
          .optional(),
      })
      .describe("A place of the backup server's `backupCopies`, and what servers stand on there."),
  )
  .describe("Places in which servers are brought up when their own site is lost.");
