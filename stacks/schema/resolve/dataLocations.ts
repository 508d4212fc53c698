import {
  type DataLocations,
  locationRefusal,
} from "../../../components/service/backup/dataLocations.js";
import {
  type BackupGround,
  whereBackupsLie,
} from "../../../components/service/backup/whereabouts.js";
import { azureOffer } from "../azureOffer.js";
import { backupServer } from "../backupServer.js";
import { dataLocations } from "../dataLocations.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { ResolvedServer } from "../model.js";
import { awsOffer } from "../offers.js";
import { type Path, pathText, type Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { classPath } from "./classPath.js";

/** What a catalog says of where data may lie, and where backups do. */
export interface LocationsDraft {
  readonly rules: DataLocations;
  readonly ground: Pick<BackupGround, "repository" | "copies">;
}

/** The same of a raw catalog; undefined when it has no such rules, or faulty ones. */
export function draftLocations(raw: unknown): LocationsDraft | undefined {
  const fields = entriesOf(raw);
  const { data: rules } = dataLocations.safeParse(fields.get("dataLocations"));
  if (rules === undefined) {
    return undefined;
  }
  const offers = entriesBelow(raw, "platforms");
  const of = (offer: string) => entriesOf(offers.get(offer)).get("backupCopies");
  const server = entriesOf(fields.get("backupServer"));
  const { repository, backupCopies } = backupServer.shape;
  const ground = {
    repository: repository.safeParse(server.get("repository")).data,
    copies: {
      aws: awsOffer.shape.backupCopies.safeParse(of("aws")).data ?? {},
      azure: azureOffer.shape.backupCopies.safeParse(of("azure")).data ?? {},
      server: backupCopies.safeParse(server.get("backupCopies")).data ?? {},
    },
  };
  return { rules, ground };
}

/** The catalog's locations and where the servers of an estate stand. */
interface Stands extends Pick<BackupGround, "region" | "location"> {
  readonly draft: LocationsDraft | undefined;
}

/** Backups and copies that lie where data of a server's level may not are reported at its class. */
export function checkLocations(
  raw: unknown,
  servers: readonly ResolvedServer[],
  { draft, ...stands }: Stands,
  report: Report,
): void {
  if (draft === undefined) {
    return;
  }
  const { rules } = draft;
  const ground = { ...draft.ground, ...stands };
  let written: ReturnType<typeof entriesBelow> | undefined;
  // Estates have many servers that are backed up alike.
  const judged = new Map<string, readonly string[]>();
  const told = new Map<string, { readonly path: Path; readonly reasons: Set<string> }>();
  for (const server of servers) {
    const { name, backup, dataLevel, platform, os } = server;
    const alike = `${platform} ${os} ${backup.name} ${dataLevel}`;
    const reasons =
      judged.get(alike) ??
      whereBackupsLie(server, ground).flatMap(
        (lies) => locationRefusal(rules, dataLevel, lies) ?? [],
      );
    judged.set(alike, reasons);
    if (reasons.length > 0) {
      written ??= entriesBelow(raw, "servers");
      const path = classPath(written, name);
      const known = told.get(pathText(path)) ?? { path, reasons: new Set() };
      const whose = `${quote(backup.name)} cannot be the class of ${quote(name)}: `;
      if (![...known.reasons].some((reason) => reason.endsWith(reasons.join(" ")))) {
        known.reasons.add(`${whose}${reasons.join(" ")}`);
      }
      told.set(pathText(path), known);
    }
  }
  for (const { path, reasons } of told.values()) {
    report({
      path,
      at: "value",
      message: [...reasons].join(" "),
      allowed: "a class whose backups and copies lie in countries that dataLocations allows",
      fix: "Name another class, or have the copies lie elsewhere.",
    });
  }
}
