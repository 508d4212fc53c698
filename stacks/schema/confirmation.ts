import { z } from "zod";
import { confirmedChanges } from "../../components/service/confirmation.js";
import { choice } from "./fields/choice.js";
import { diskLabel, serverName } from "./fields/text.js";
import { date } from "./fields/time.js";

/** A confirmation of a change that can cost data or a server. */
export const confirmation = z
  .strictObject({
    server: serverName.describe("The server, by its name in this estate."),
    change: choice("a change to confirm", confirmedChanges).describe(
      "replace and remove lift the protection of the server, remove-disk that of a removed disk.",
    ),
    disk: diskLabel.describe("The label of the removed disk, for remove-disk.").optional(),
    until: date.describe("The last planning date on which the confirmation is in force."),
  })
  .describe("A confirmation of a change that can cost data or a server.");
