import { z } from "zod";
import { decision } from "./deferral.js";
import { choice, whole } from "./fields/choice.js";
import { filePath } from "./fields/filePath.js";
import { recoveryPoint } from "./fields/recoveryPoint.js";
import { diskLabel, serverName } from "./fields/text.js";
import { date, instant } from "./fields/time.js";

/** A backup that becomes a server or a disk again. */
export const restore = z
  .strictObject({
    server: serverName.describe("The server whose backup is restored."),
    disk: diskLabel
      .describe(
        "Only this disk of it, beside those that it has; the whole server when absent. On vsphere, hyperv and physical it shows in the server itself, read-only, for as long as the entry stands; on physical `all`.",
      )
      .optional(),
    as: z
      .union([serverName, diskLabel])
      .describe(
        "Beside: the name of the new server, or with `disk` in the clouds the label of the server's new disk. In place when absent.",
      )
      .optional(),
    files: z
      .array(filePath)
      .min(1)
      .max(100)
      .describe(
        "On vsphere, hyperv and physical: only these files and folders of it, by their paths in the server.",
      )
      .optional(),
    to: choice("a place for files", ["original", "beside"])
      .describe(
        "With `files`: over those that are there, or beside them with RESTORED and the time behind their names, which is the default.",
      )
      .optional(),
    generation: whole("a generation", 1, 9999)
      .describe("In place: the generation of the server that starts from the backup.")
      .optional(),
    without: z
      .array(diskLabel)
      .describe("On Azure: data disks that the backup does not hold, and that stay as they are.")
      .optional(),
    point: recoveryPoint.describe(
      "The recovery point: an image of AWS Backup, the resource id of one of Azure Backup, or the UUID of one of the backup server.",
    ),
    taken: instant.describe("When the backup was taken, such as 2026-11-20T00:12:00Z."),
    on: date.describe("The day on which the restore was allowed, YYYY-MM-DD."),
    ...decision,
  })
  .describe("A backup that becomes a server or a disk again, allowed by a second person.");
