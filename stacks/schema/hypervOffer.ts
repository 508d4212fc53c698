import { z } from "zod";
import { storageTiers } from "../../components/service/server.js";
import { accountName, sshKey } from "./fields/access.js";
import { address } from "./fields/address.js";
import { whole } from "./fields/choice.js";
import { name, objectName, reference } from "./fields/text.js";
import { timeZone } from "./fields/time.js";
import {
  computerName,
  hostGroup,
  libraryFile,
  thumbprint,
  vhdxFile,
  windowsFolder,
} from "./fields/windowsPath.js";
import { routedAddresses } from "./networkAddresses.js";
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

const manager = z
  .strictObject({
    address: address.describe("The address at which the VMM server answers over SSH."),
    hostKey: sshKey.describe("The public half of its host key; a server with another is refused."),
    account: accountName.describe(
      "The account of the VMM server with which the automation comes in: it administers the host group.",
    ),
    hostGroup: hostGroup.describe("The host group on whose hosts machines may stand."),
    hosts: z
      .record(name, computerName)
      .describe(
        "The hosts that VMM manages: their names here, and the names that VMM has for them.",
      ),
  })
  .describe("Virtual Machine Manager, for hosts that it manages: nothing is done behind it.");

/** The hosts on which virtual machines of Hyper-V stand, and what they stand on there. */
export const hypervOffer = z
  .strictObject({
    account: accountName.describe(
      "The account of the hosts with which the automation comes in: a Hyper-V administrator.",
    ),
    hosts: z.record(name, host).describe("The hosts by name; networks say on which one they are."),
    vmm: manager.optional(),
    storage: z
      .strictObject({
        [standard]: windowsFolder.describe("The folder of standard disks, on every host."),
        [fast]: windowsFolder.describe("The folder of fast disks, on every host."),
      })
      .describe("The folder behind each storage tier."),
    timeZone: timeZone.describe("The time zone of the servers' clocks, such as Europe/Berlin."),
  })
  .describe("What Microsoft Hyper-V offers.");

/** What machines on Hyper-V start from. It counts at their birth only. */
export const hypervImage = z
  .strictObject({
    vhdx: vhdxFile.describe("The virtual disk, on every host; of generation 2."),
    library: libraryFile
      .describe("The same disk in the library of VMM; absent where VMM does not offer the image.")
      .optional(),
  })
  .describe("The image on Hyper-V; absent where it is not offered.");

/** A network on a Hyper-V host. */
export const hypervNetwork = z
  .strictObject({
    platform: z.literal("hyperv").describe("The platform of the network."),
    host: reference("hv-1").describe("The host on which it is, and on which its servers stand."),
    switch: objectName.describe("The virtual switch of the host."),
    vmNetwork: objectName
      .describe("The VM network of Virtual Machine Manager, on a host that it manages.")
      .optional(),
    vlan: whole("a VLAN", 1, 4094).describe("The VLAN; untagged when absent.").optional(),
    addresses: routedAddresses.optional(),
  })
  .describe("A network on a Hyper-V host.");
