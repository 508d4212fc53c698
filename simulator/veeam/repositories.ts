import { numberAt, textAt } from "../core/json.js";
import { all, type Handler } from "./call.js";
import { list, page } from "./lists.js";

const capacityGB = 10_000;
const gigabyte = 2 ** 30;

/** Tells how full repositories are: of what their backups' files take. */
export const getRepositoryStates: Handler = list("Repository", (repository, call) => {
  const id = textAt(repository, "id") ?? "";
  const backups = all(call, "Backup")
    .filter(({ properties }) => textAt(properties, "repositoryId") === id)
    .map((backup) => backup.id);
  const usedSpaceGB = all(call, "BackupFile")
    .filter(({ properties }) => backups.includes(textAt(properties, "backupId") ?? ""))
    .reduce((sum, { properties }) => sum + (numberAt(properties, "backupSize") ?? 0) / gigabyte, 0);
  return {
    ...{ id, name: textAt(repository, "name") ?? "", type: textAt(repository, "type") ?? "" },
    ...{ description: "", capacityGB, freeGB: capacityGB - usedSpaceGB, usedSpaceGB },
    ...{ isOnline: true, isOutOfDate: false },
  };
});

/** Lists the files of a backup. */
export const getBackupFiles: Handler = (call) => {
  const files = all(call, "BackupFile")
    .map(({ properties }) => properties)
    .filter((file) => textAt(file, "backupId") === call.params["id"]);
  const { query } = call;
  return page(files, Number(query.get("skip") ?? 0), Number(query.get("limit") ?? 200));
};
