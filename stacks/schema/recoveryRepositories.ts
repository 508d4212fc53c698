import { z } from "zod";
import { name, objectName } from "./fields/text.js";

/** Where the backup server keeps backups of servers once they stand at another site. */
export const recoveryRepositories = {
  repository: objectName.describe("The repository of backups that are made there."),
  backupCopies: z
    .record(name, objectName)
    .describe("The repositories for their copies, by the places of classes."),
};
