import type { OperatingSystem } from "../operatingSystem.js";
import type { Platform } from "../platform.js";
import type { BackupClass } from "./backupClass.js";
import { backedUpAs } from "./backupServer.js";

/** Where backups of a customer's servers can lie. */
export interface BackupGround {
  /** The region of the estate's servers on AWS. */
  readonly region?: string | undefined;
  /** The location of the estate's servers on Azure. */
  readonly location?: string | undefined;
  /** The backup server's repository of backups. */
  readonly repository?: string | undefined;
  /** What the places of copies are, by platform: ARNs of vaults, locations, repositories. */
  readonly copies: {
    readonly aws: Readonly<Record<string, string>>;
    readonly azure: Readonly<Record<string, string>>;
    readonly server: Readonly<Record<string, string>>;
  };
}

/** Where some backups of a server lie. */
export interface Whereabouts {
  /** Name of the place that the class gives to copies; absent of the backups themselves. */
  readonly place?: string;
  /** A region of AWS, a location of Azure, or a repository; undefined when that is not known. */
  readonly at: string | undefined;
}

/** Where the backups of a server and all their copies lie. */
export function whereBackupsLie(
  server: {
    readonly platform: Platform;
    readonly os: OperatingSystem;
    readonly backup: Pick<BackupClass, "copies">;
  },
  ground: BackupGround,
): readonly Whereabouts[] {
  const { own, copyAt } = placesOf(server, ground);
  return [{ at: own }, ...server.backup.copies.map(({ place }) => ({ place, at: copyAt(place) }))];
}

function placesOf(
  server: { readonly platform: Platform; readonly os: OperatingSystem },
  { region, location, repository, copies }: BackupGround,
) {
  if (backedUpAs(server) !== undefined) {
    return { own: repository, copyAt: (place: string) => copies.server[place] };
  }
  return server.platform === "aws"
    ? // The fourth part of an ARN is the region.
      { own: region, copyAt: (place: string) => copies.aws[place]?.split(":")[3] }
    : { own: location, copyAt: (place: string) => copies.azure[place] };
}
