import { compileAwsRestoreTest } from "../../../components/backup/compile/awsRestoreTest.js";
import { compileAwsRules } from "../../../components/backup/compile/awsRules.js";
import { compileAzureSchedule } from "../../../components/backup/compile/azureSchedule.js";
import type { Rendering } from "../../../components/backup/compile/rendering.js";
import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import { backedUpAs } from "../../../components/service/backup/backupServer.js";
import { type Platform, platformNames } from "../../../components/service/platform.js";
import { entriesBelow } from "../inspect/draft.js";
import type { ResolvedServer } from "../model.js";
import { type Path, pathText, type Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";
import { azureCopyReasons } from "./azureCopies.js";
import { reasonsOnBackupServer } from "./backupServer.js";
import { classPath } from "./classPath.js";
import type { CopyPlaces } from "./copyPlaces.js";

/** A class that the platform of a server cannot keep is reported where it is named. */
export function checkBackups(
  raw: unknown,
  servers: readonly ResolvedServer[],
  places: CopyPlaces,
  report: Report,
): void {
  const known = new Map<string, readonly string[]>();
  const written = entriesBelow(raw, "servers");
  const refused = new Map<string, { readonly path: Path; readonly why: Map<Platform, string> }>();
  for (const { name, platform, os, backup } of servers) {
    const key = `${platform} ${os} ${backup.name}`;
    const reasons = known.get(key) ?? reasonsAgainst(backup, { platform, os }, places);
    known.set(key, reasons);
    const path = classPath(written, name);
    const { why } = refused.get(pathText(path)) ?? { why: new Map<Platform, string>() };
    if (reasons.length > 0 && !why.has(platform)) {
      const where = `${platformNames[platform]}, where ${quote(name)} stands`;
      why.set(platform, `${quote(backup.name)} cannot be kept on ${where}: ${reasons.join(" ")}`);
      refused.set(pathText(path), { path, why });
    }
  }
  // What servers inherit is named once, and may be refused on several platforms.
  for (const { path, why } of refused.values()) {
    report({
      path,
      at: "value",
      message: [...why.values()].join(" "),
      allowed: "a backup class that the platform can keep",
      fix: "Name another class, or change this one in the catalog.",
    });
  }
}

function reasonsAgainst(
  backup: BackupClass,
  server: Pick<ResolvedServer, "platform" | "os">,
  places: CopyPlaces,
): readonly string[] {
  const { platform } = server;
  const kept = backedUpAs(server);
  return [
    ...(backup.schedule.every === "week"
      ? ["It runs once a week, and servers are backed up every day."]
      : []),
    ...(platform === "aws" ? reasonsOnAws(backup, places.aws) : []),
    ...(kept === undefined ? [] : reasonsOnBackupServer(backup, places.server, kept)),
    ...(platform === "azure"
      ? [...refusal(compileAzureSchedule(backup)), ...azureCopyReasons(backup, places)]
      : []),
  ];
}

function reasonsOnAws(backup: BackupClass, places: readonly string[] | undefined) {
  const missing = backup.copies.filter(({ place }) => places?.includes(place) === false);
  return [
    ...refusal(compileAwsRules(backup)),
    ...(backup.restoreTest === undefined ? [] : refusal(compileAwsRestoreTest(backup.restoreTest))),
    ...(backup.copies.length === 0 ? ["It has no copies, and backups on AWS need one."] : []),
    ...missing.map(
      ({ place }) =>
        `Copies at ${quote(place)} lie nowhere on AWS: platforms.aws.backupCopies has ${oneOf(places ?? [])}.`,
    ),
  ];
}

function refusal(rendering: Rendering<unknown>): readonly string[] {
  return rendering.kind === "refused" ? rendering.reasons : [];
}
