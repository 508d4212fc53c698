import { numberAt, textAt } from "../core/json.js";
import { add, all, type Call, find, type Handler, newId } from "./call.js";
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

/** What the first file of a machine takes, and each later one. */
const [fullGB, changesGB] = [20, 1];

/** Writes the file of a restore point: since version 13 each machine has its own. */
export function addFile(
  call: Call,
  {
    name,
    point,
    backup,
  }: { readonly name: string; readonly point: string; readonly backup: string },
): string {
  const before = all(call, "RestorePoint").find(
    ({ properties }) => properties["name"] === name && properties["backupId"] === backup,
  );
  const first = find(call, "BackupFile", textAt(before?.properties ?? {}, "backupFileId") ?? "");
  const id = newId(call);
  const size = (first === undefined ? fullGB : changesGB) * gigabyte;
  add(call, "BackupFile", {
    ...{ id, name: `${name}-${id}.${first === undefined ? "vbk" : "vib"}`, backupId: backup },
    objectId: textAt(first?.properties ?? {}, "objectId") ?? newId(call),
    ...{ restorePointIds: [point], dataSize: 2 * size, backupSize: size },
    ...{ dedupRatio: 100, compressRatio: 50, creationTime: call.world.now(), gfsPeriods: ["None"] },
  });
  return id;
}
