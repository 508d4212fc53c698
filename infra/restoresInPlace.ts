import * as pulumi from "@pulumi/pulumi";
import { RestoredInPlace, restoreObjections } from "../components/index.js";
import { type BackedUpPlatform, backedUpAs } from "../components/service/backup/backupServer.js";
import type { Platform } from "../components/service/platform.js";
import type { InPlace } from "../components/service/restore.js";
import type { BackupServerOffer, Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import type { Finding } from "../stacks/schema/report/finding.js";
import { opened } from "./opened.js";
import { virtualHostOf } from "./serverBackups.js";

/** What a backup server brings back. */
interface Asked {
  readonly kind: "inPlace" | "files" | "shown" | "disks";
  /** The server whose backup it is. */
  readonly machine: string;
  readonly platform: BackedUpPlatform;
  readonly point: string;
  readonly restore: InPlace;
  readonly offer: BackupServerOffer;
}

/** Brings a server back where it stands, where its estate says so; nothing for all others. */
export function restoreInPlace(
  server: ResolvedServer,
  { stack }: Pick<Estate, "stack">,
  catalog: Pick<Catalog, "backupServer" | "platforms">,
): pulumi.Resource[] {
  const asked = askedOf(server, catalog).find(({ kind }) => kind === "inPlace");
  const hostName = virtualHostOf(server, catalog);
  const { platform } = server;
  if (asked === undefined || hostName === undefined || !isVirtual(platform)) {
    return [];
  }
  const { machine, point, restore } = asked;
  const { password, ...offer } = opened(asked.offer);
  return [
    new RestoredInPlace(`${machine}-restore-${point}`, {
      ...{ estate: stack, machine, platform, hostName, point },
      ...{ reason: restore.reason, server: offer },
      password,
    }),
  ];
}

/**
 * What the backup server objects to what it is to restore, in previews; in `up` whoever restores asks
 * it first. A backup server that does not tell is a warning.
 */
export async function findObjections(
  { servers }: Pick<Estate, "servers">,
  catalog: Pick<Catalog, "backupServer">,
): Promise<Finding[]> {
  const asked = servers.flatMap((server) => askedOf(server, catalog));
  const [first] = asked;
  const shut = servers.flatMap((server) => withoutCredentials(server, catalog));
  if (first === undefined || shut.length > 0 || !pulumi.runtime.isDryRun()) {
    return shut;
  }
  const { passwordConfig, ...offer } = first.offer;
  const password = new pulumi.Config("comanaged").require(passwordConfig);
  const told = await restoreObjections(asked, offer, password);
  if (told.state === "unknown") {
    const names = asked.map(({ machine }) => machine).join(", ");
    void pulumi.log.warn(
      `restores: nobody knows whether ${names} can be restored, because the backup server does not tell: ${told.why}`,
    );
    return [];
  }
  return asked.flatMap(({ restore }, index): Finding[] => {
    const message = told.why[index];
    return message === undefined
      ? []
      : [{ path: [...restore.entry, "point"], at: "value", message, fix }];
  });
}

const fix =
  'Write what "comanaged restore" prints; take the entry out if the restore is done already.';

/** Why disks cannot show in a server: nobody has told how the backup server comes in. */
function withoutCredentials(
  { name, os, shownDisks = [] }: ResolvedServer,
  { backupServer }: Pick<Catalog, "backupServer">,
): Finding[] {
  const field = os === "windows" ? "windowsCredentials" : "linuxCredentials";
  if (backupServer?.[field] !== undefined) {
    return [];
  }
  const message = `the catalog does not say with which credentials the backup server comes into ${name}`;
  const fix = `Write "backupServer.${field}" in the catalog: how the credentials on the backup server are described.`;
  return shownDisks.map(({ entry }) => ({
    ...{ path: [...entry, "disk"], at: "value", message, fix },
  }));
}

function isVirtual(platform: Platform): platform is "vsphere" | "hyperv" {
  return platform === "vsphere" || platform === "hyperv";
}

function askedOf(
  server: ResolvedServer,
  { backupServer: offer }: Pick<Catalog, "backupServer">,
): Asked[] {
  const { name: machine, restore, restoredFiles: files, shownDisks = [] } = server;
  const platform = backedUpAs(server);
  if (offer === undefined || platform === undefined) {
    return [];
  }
  const common = { machine, platform, offer };
  return [
    ...(restore?.inPlace
      ? [{ ...common, kind: "inPlace" as const, point: restore.point, restore: restore.inPlace }]
      : []),
    ...(restore?.shown
      ? [
          {
            ...{ ...common, kind: "shown" as const, point: restore.point, restore: restore.shown },
            machine: restore.source,
          },
        ]
      : []),
    ...(files ? [{ ...common, kind: "files" as const, point: files.point, restore: files }] : []),
    ...shownDisks.map((disk) => ({
      ...{ ...common, kind: "disks" as const, point: disk.point, restore: disk },
    })),
  ];
}
