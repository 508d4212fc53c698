import * as pulumi from "@pulumi/pulumi";
import { RestoredInPlace, restoreObjections } from "../components/index.js";
import type { InPlace } from "../components/service/restore.js";
import type { BackupServerOffer, Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import type { Finding } from "../stacks/schema/report/finding.js";
import { virtualHostOf } from "./serverBackups.js";

/** What a backup server brings back. */
interface Asked {
  readonly kind: "inPlace" | "files" | "shown";
  /** The server whose backup it is. */
  readonly machine: string;
  readonly platform: "vsphere" | "hyperv";
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
  if (asked === undefined || hostName === undefined) {
    return [];
  }
  const { machine, platform, point, restore } = asked;
  const { passwordConfig, ...offer } = asked.offer;
  return [
    new RestoredInPlace(`${machine}-restore-${point}`, {
      ...{ estate: stack, machine, platform, hostName, point },
      ...{ reason: restore.reason, server: offer },
      password: new pulumi.Config("comanaged").requireSecret(passwordConfig),
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
  if (first === undefined || !pulumi.runtime.isDryRun()) {
    return [];
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

function askedOf(
  { name: machine, platform, restore, restoredFiles: files }: ResolvedServer,
  { backupServer: offer }: Pick<Catalog, "backupServer">,
): Asked[] {
  if (offer === undefined || (platform !== "vsphere" && platform !== "hyperv")) {
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
  ];
}
