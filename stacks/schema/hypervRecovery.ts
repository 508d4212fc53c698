import { z } from "zod";
import { storageTiers } from "../../components/service/server.js";
import { accountName, sshKey } from "./fields/access.js";
import { address } from "./fields/address.js";
import { whole } from "./fields/choice.js";
import { name, objectName, reference } from "./fields/text.js";
import { thumbprint, windowsFolder } from "./fields/windowsPath.js";
import { routedAddresses } from "./networkAddresses.js";
import { recoveryRepositories } from "./recoveryRepositories.js";
import { takesReplicas } from "./replica.js";

const [standard, fast] = storageTiers;

const host = z
  .strictObject({
    address: address.describe("The address at which the host answers over SSH."),
    hostKey: sshKey.describe("The public half of its host key; a host with another is refused."),
    takesReplicas: takesReplicas.optional(),
    certificate: thumbprint
      .describe(
        "The thumbprint of the certificate with which it sends replicas to hosts that ask for one.",
      )
      .optional(),
  })
  .describe("A Hyper-V host.");

/** What of Hyper-V virtual machines stand on. */
export const hypervGround = z.strictObject({
  account: accountName.describe(
    "The account of the hosts with which the automation comes in: a Hyper-V administrator.",
  ),
  hosts: z.record(name, host).describe("The hosts by name; networks say on which one they are."),
  storage: z
    .strictObject({
      [standard]: windowsFolder.describe("The folder of standard disks, on every host."),
      [fast]: windowsFolder.describe("The folder of fast disks, on every host."),
    })
    .describe("The folder behind each storage tier."),
});

/** Where on a host machines are plugged in. */
export const hypervPlug = z.strictObject({
  host: reference("hv-1").describe("The host on which it is, and on which its servers stand."),
  switch: objectName.describe("The virtual switch of the host."),
  vlan: whole("a VLAN", 1, 4094).describe("The VLAN; untagged when absent.").optional(),
  addresses: routedAddresses.optional(),
});

const networksThere = z.record(
  reference("hv-chemistry"),
  hypervPlug.describe("A network on a host there, which is none of Virtual Machine Manager."),
);

/** What servers stand on at the site where copies of their backups lie, once their own is lost. */
export const hypervRecovery = z
  .record(
    name,
    hypervGround
      .extend({
        ...recoveryRepositories,
        networks: networksThere.describe(
          "Networks there, by those that they stand for; a server comes up on their host.",
        ),
        rehearsal: networksThere
          .describe("The same for rehearsals: networks from which no way leads to real servers.")
          .optional(),
      })
      .describe("A place of the backup server's `backupCopies`, and what servers stand on there."),
  )
  .describe("Places in which servers are brought up when their own site is lost.");
