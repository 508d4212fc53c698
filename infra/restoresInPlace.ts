import * as pulumi from "@pulumi/pulumi";
import { RestoredInPlace, restoreObjections } from "../components/index.js";
import type { InPlace } from "../components/service/restore.js";
import type { BackupServerOffer, Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import type { Finding } from "../stacks/schema/report/finding.js";
import { virtualHostOf } from "./serverBackups.js";

/** What a backup server brings back where it stands. */
interface Asked {
  readonly machine: string;
  readonly platform: "vsphere" | "hyperv";
  readonly point: string;
  readonly inPlace: InPlace;
  readonly offer: BackupServerOffer;
}

/** Brings a server back where it stands, where its estate says so; nothing for all others. */
export function restoreInPlace(
  server: ResolvedServer,
  { stack }: Pick<Estate, "stack">,
  catalog: Pick<Catalog, "backupServer" | "platforms">,
): pulumi.Resource[] {
  const asked = askedOf(server, catalog);
  const hostName = virtualHostOf(server, catalog);
  if (asked === undefined || hostName === undefined) {
    return [];
  }
  const { machine, platform, point, inPlace } = asked;
  const { passwordConfig, ...offer } = asked.offer;
  return [
    new RestoredInPlace(`${machine}-restore-${point}`, {
      ...{ estate: stack, machine, platform, hostName, point },
      ...{ reason: inPlace.reason, server: offer },
      password: new pulumi.Config("comanaged").requireSecret(passwordConfig),
    }),
  ];
}

/**
 * What the backup server objects to restores in place, in previews; in `up` whoever restores asks
 * it first. A backup server that does not tell is a warning.
 */
export async function findObjections(
  { servers }: Pick<Estate, "servers">,
  catalog: Pick<Catalog, "backupServer">,
): Promise<Finding[]> {
  const asked = servers.flatMap((server) => askedOf(server, catalog) ?? []);
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
  return asked.flatMap(({ inPlace }, index): Finding[] => {
    const message = told.why[index];
    return message === undefined
      ? []
      : [{ path: [...inPlace.entry, "point"], at: "value", message, fix }];
  });
}

const fix =
  'Write what "comanaged restore" prints; take the entry out if the restore is done already.';

function askedOf(
  { name, platform, restore }: ResolvedServer,
  { backupServer: offer }: Pick<Catalog, "backupServer">,
): Asked | undefined {
  return restore?.inPlace === undefined ||
    offer === undefined ||
    (platform !== "vsphere" && platform !== "hyperv")
    ? undefined
    : { machine: name, platform, point: restore.point, inPlace: restore.inPlace, offer };
}
