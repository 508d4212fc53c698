import { z } from "zod";
import { whole } from "./fields/choice.js";
import { diskLabel, reference } from "./fields/text.js";
import { vhdxFile } from "./fields/windowsPath.js";
import { hinted } from "./report/hint.js";

/** The id of an object that stands already, as its platform writes it. */
const platformId = hinted(z.string().regex(/^[A-Za-z0-9/][^\s\p{C}]{0,300}$/u), {
  noun: "the id of an object",
  expected: "at most 300 characters without spaces",
  example: "i-0a1b2c3d4e5f60718",
});

/** A path may have spaces within. */
const machineId = hinted(z.string().regex(/^[A-Za-z0-9/](?:[^\p{C}]{0,298}[^\s\p{C}])?$/u), {
  noun: "a machine",
  expected: "its managed object id or its path in vCenter, its instance id or its resource id",
  example: "vm-123",
});

/** Where an adopted disk sits. */
export const adoptedPlace = z
  .strictObject({
    slot: whole("a slot", 0, 63).describe(
      "Unit number on vSphere, LUN on Azure, location on Hyper-V.",
    ),
    label: diskLabel.describe("What vSphere's provider calls the disk, such as disk1.").optional(),
    file: vhdxFile.describe("The disk's file on its Hyper-V host.").optional(),
  })
  .describe("Where an adopted disk sat when it was taken over. It stays there: never remove this.");

/** A machine that stands already and is taken over. */
export const adoption = z
  .strictObject({
    machine: machineId.describe(
      "Managed object id or path in vCenter, instance id of EC2, resource id of Azure, GUID on Hyper-V, or asset tag of a physical machine.",
    ),
    interface: platformId.describe("Resource id of the first interface, on Azure.").optional(),
    interfaces: z
      .record(
        reference("dc-chemistry"),
        z
          .strictObject({
            id: platformId.describe("Interface id of EC2, or resource id of Azure."),
            attachment: platformId.describe("Its attachment on AWS, eni-attach-….").optional(),
          })
          .describe("An interface that stands already."),
      )
      .describe("Further interfaces by their networks, on AWS and Azure.")
      .optional(),
    disks: z
      .record(
        diskLabel,
        z
          .strictObject({
            id: platformId.describe("Volume id of EBS, or resource id of Azure."),
            device: platformId.describe("The device on AWS, such as /dev/sdf.").optional(),
          })
          .describe("A data disk that stands already."),
      )
      .describe("Data disks by label, on AWS and Azure.")
      .optional(),
  })
  .describe(
    "Takes over a machine that stands already. `comanaged adopt` writes it; remove it after `up`.",
  );
