import { z } from "zod";
import { interruptions } from "../../components/service/interruption.js";
import { platforms } from "../../components/service/platform.js";
import { environments, storageTiers, systemDisk } from "../../components/service/server.js";
import { adoptedPlace, adoption } from "./adoption.js";
import { dynamicMemory } from "./dynamicMemory.js";
import { address } from "./fields/address.js";
import { choice, flag, whole } from "./fields/choice.js";
import { dataLevel } from "./fields/dataLevel.js";
import { assetTag } from "./fields/hardware.js";
import { size } from "./fields/size.js";
import { costCenter, diskLabel, objectName, reference, serverName } from "./fields/text.js";
import { serverFirewall } from "./firewall.js";
import { replica } from "./replica.js";
import { hinted } from "./report/hint.js";
import { retirement } from "./retirement.js";
import { snapshots } from "./snapshot.js";

/** A disk: its label is its identity. */
export const disk = z
  .strictObject({
    size: size.describe("Size of the disk, such as 60 GiB. A disk can grow and never shrinks."),
    tier: choice("a storage tier", storageTiers)
      .default("standard")
      .describe("How fast the disk is; the catalog says what is behind each tier."),
    removed: flag
      .describe("true detaches the disk and keeps its data; `confirm` gives it up later.")
      .optional(),
    adopted: adoptedPlace.optional(),
    path: objectName
      .describe("On vSphere, the disk's file, with which a server installed anew gets it back.")
      .optional(),
  })
  .describe("A disk. Its label is its identity: another label is another disk.");

/** A network in which a server has an interface. */
export const serverNetwork = z
  .strictObject({
    name: reference("dc-chemistry").describe(
      "The network, by its name in the catalog; of the server's platform.",
    ),
    address: address
      .describe(
        "An address for good, of those that the catalog keeps for that; dynamic when absent.",
      )
      .optional(),
  })
  .describe("A network in which the server has an interface.");

/** vSphere gives a machine ten interfaces at most; a size of a cloud's machines gives fewer. */
const serverNetworks = hinted(z.array(serverNetwork).min(1).max(10), {
  noun: "a list of networks",
  expected: "one to ten networks",
  example: "[{ name: dc-chemistry }]",
  refusal: (value) => `${Array.isArray(value) ? value.length : "no"} networks are given`,
});

/** What a server can take over from the defaults of its estate. */
const inherited = {
  environment: choice("an environment", environments)
    .describe("What the server is used for; production is protected against deletion.")
    .optional(),
  dataLevel: dataLevel
    .describe("1 (public) or 2 (internal). Levels 3 and 4 are not offered.")
    .optional(),
  patchGroup: reference("production")
    .describe("The patch group of this estate in whose window the server is patched.")
    .optional(),
  backupClass: reference("standard").describe("The backup class of the catalog.").optional(),
  runs: reference("office-hours")
    .describe(
      "The running hours of the catalog outside of which an instance scheduler stops the server, or `always`. Always when absent.",
    )
    .optional(),
  interruptions: choice("a rule for interruptions", interruptions)
    .describe(
      "When `up` may restart the server: only in its window, or anytime. The window for production, anytime for test and development, when absent.",
    )
    .optional(),
};

/** What every server of an estate has when it does not say otherwise. */
export const defaults = z
  .strictObject(inherited)
  .describe("What a server of this estate has when it does not say otherwise.");

/** A server as a customer asks for it. */
export const server = z
  .strictObject({
    service: reference("lims").describe(
      "The customer's service that runs on the server, such as lims.",
    ),
    platform: choice("a platform", platforms).describe("Where the server stands."),
    image: reference("debian-12").describe("The operating system, by its name in the catalog."),
    network: reference("dc-chemistry")
      .describe("The only network, by its name in the catalog, with a dynamic address.")
      .optional(),
    networks: serverNetworks
      .describe("In place of `network`: networks in the order of the interfaces.")
      .optional(),
    asset: assetTag
      .describe("On physical servers, the customer's machine, by its asset tag in the catalog.")
      .optional(),
    cpus: whole("a number of CPUs", 1, 1024).describe(
      "Virtual CPUs; on physical servers, cores of all processors.",
    ),
    memory: size.describe("Memory, such as 16 GiB."),
    dynamicMemory: dynamicMemory.optional(),
    disks: z
      .record(diskLabel, disk)
      .meta({ required: [systemDisk] })
      .describe("Disks by label. `system` is required; at most 15 others."),
    tpm: flag
      .describe("Whether the server has a virtual TPM; what the image says when absent.")
      .optional(),
    apart: reference("lims-app")
      .describe("Servers with the same name here never stand on one host, rack or fault domain.")
      .optional(),
    firewall: serverFirewall.optional(),
    snapshots: snapshots.optional(),
    replica: replica.optional(),
    adopt: adoption.optional(),
    retire: retirement.optional(),
    generation: whole("a generation", 1, 9999)
      .describe("Raised by one, it installs the server anew from the catalog's image of now.")
      .optional(),
    formerly: z
      .array(serverName)
      .describe("Names that the server had before, the oldest first. They may stay for good.")
      .optional(),
    ...inherited,
    costCenter: costCenter
      .describe("Who pays for this server; the customer's cost center when absent.")
      .optional(),
  })
  .meta({ oneOf: [{ required: ["network"] }, { required: ["networks"] }] })
  .describe("A co-managed server.");
