import { z } from "zod";
import { decision } from "./deferral.js";
import { whole } from "./fields/choice.js";
import { diskLabel, serverName } from "./fields/text.js";
import { date, instant } from "./fields/time.js";
import { hinted } from "./report/hint.js";

/** AWS Backup keeps the backups of instances as images. */
const recoveryPoint = hinted(z.string().regex(/^ami-[0-9a-f]{8,17}$/), {
  noun: "a recovery point",
  expected: "the image in which AWS Backup keeps it",
  example: "ami-0a1b2c3d4e5f60718",
});

/** A backup that becomes a server or a disk again. */
export const restore = z
  .strictObject({
    server: serverName.describe("The server whose backup is restored."),
    disk: diskLabel
      .describe("Only this disk of it, beside those that it has; the whole server when absent.")
      .optional(),
    as: z
      .union([serverName, diskLabel])
      .describe(
        "Beside: the name of the new server, or with `disk` the label of the server's new disk. In place when absent.",
      )
      .optional(),
    generation: whole("a generation", 1, 9999)
      .describe("In place: the generation of the server that starts from the backup.")
      .optional(),
    point: recoveryPoint.describe("The recovery point, as `comanaged restore` prints it."),
    taken: instant.describe("When the backup was taken, such as 2026-11-20T00:12:00Z."),
    on: date.describe("The day on which the restore was allowed, YYYY-MM-DD."),
    ...decision,
  })
  .describe("A backup that becomes a server or a disk again, allowed by a second person.");
