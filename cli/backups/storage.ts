import Table from "cli-table3";
import { type BackupGround, whereBackupsLie } from "../../components/service/backup/whereabouts.js";
import { type Platform, platformNames } from "../../components/service/platform.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";

/** Where the data of a server and all its backups lie. */
export interface StorageRow {
  readonly server: string;
  readonly platform: Platform;
  readonly dataLevel: number;
  readonly disks: readonly {
    readonly label: string;
    readonly tier: string;
    readonly sizeGiB: number;
  }[];
  readonly backups: readonly {
    /** Of copies, what the class calls the place; `null` of the backups themselves. */
    readonly place: string | null;
    /** A region, a location or a repository; `null` when that is not known. */
    readonly at: string | null;
    /** Two letters of ISO 3166-1; `null` where the catalog does not say it. */
    readonly country: string | null;
  }[];
}

/** The storage of every server of an estate, in the order of its file. */
export function storageRows(estate: Estate, catalog: Catalog): readonly StorageRow[] {
  const { platforms, backupServer, dataLocations } = catalog;
  const ground: BackupGround = {
    region: estate.aws?.region,
    location: estate.azure?.location,
    repository: backupServer?.repository,
    copies: {
      aws: platforms.aws?.backupCopies ?? {},
      azure: platforms.azure?.backupCopies ?? {},
      server: backupServer?.backupCopies ?? {},
    },
  };
  return estate.servers.map((server) => ({
    ...{ server: server.name, platform: server.platform, dataLevel: server.dataLevel },
    disks: Object.entries(server.disks).map(([label, { tier, sizeGiB }]) => ({
      ...{ label, tier, sizeGiB },
    })),
    backups: whereBackupsLie(server, ground).map(({ place = null, at }) => ({
      place,
      at: at ?? null,
      country: (at === undefined ? undefined : dataLocations?.countries[at]) ?? null,
    })),
  }));
}

const head = ["server", "platform", "data level", "disks", "backups lie in", "copies lie in"];

/** The storage of servers as a table, one line each. A question mark is what is not known. */
export function storageTable(rows: readonly StorageRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { server, platform, dataLevel, disks, backups } of rows) {
    const lies = (isCopy: boolean) =>
      backups
        .filter(({ place }) => (place !== null) === isCopy)
        .map(({ place, at, country }) =>
          [...(place === null ? [] : [`${place}:`]), at ?? "?", `(${country ?? "?"})`].join(" "),
        );
    table.push([
      ...[server, platformNames[platform], dataLevel],
      disks.map(({ label, tier, sizeGiB }) => `${label}: ${sizeGiB} GiB, ${tier}`).join("\n"),
      ...[lies(false), lies(true)].map((lines) => lines.join("\n")),
    ]);
  }
  return table.toString();
}
