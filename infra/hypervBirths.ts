import { type Resource, RunError } from "@pulumi/pulumi";
import { type HypervBirth, hypervHostNamed, WrittenBackup } from "../components/index.js";
import { startsFromBackup } from "../components/service/restore.js";
import type { Catalog, Estate, HypervServer } from "../stacks/schema/model.js";
import { opened } from "./opened.js";
import { virtualHostOf } from "./serverBackups.js";

/**
 * The backup from which a server on Hyper-V is born; undefined for one that starts from its image.
 *
 * @throws RunError when the catalog has no backup server, or not the host of the server
 */
export function birthOnHyperv(
  server: HypervServer,
  { stack, servers }: Pick<Estate, "stack" | "servers">,
  catalog: Pick<Catalog, "backupServer" | "platforms">,
  after: readonly Resource[],
): HypervBirth | undefined {
  const { name, disks, restore, generation, networks } = server;
  if (!startsFromBackup(restore, generation) || restore.shown === undefined) {
    return undefined;
  }
  const { backupServer, platforms } = catalog;
  const hostName = virtualHostOf(server, catalog);
  const offer = platforms.hyperv;
  const host = offer && hypervHostNamed(networks[0]?.network.host ?? "", offer);
  if (!offer || !host || hostName === undefined || backupServer === undefined) {
    throw new RunError(
      "backupServer: is missing in the catalog; it writes the backups from which servers start.",
    );
  }
  const { source, point, shown } = restore;
  const { password, ...rest } = opened(backupServer);
  const first = servers.find((one) => one.name === source);
  return new WrittenBackup(
    `${name}-birth-${point}`,
    {
      ...{ estate: stack, machine: source, born: name, point, reason: shown.reason },
      ...{ hostName, host, server: rest },
      disks: Object.entries(disks)
        .filter(([, { removed }]) => removed !== true)
        .map(([label, { sizeGiB, tier }]) => ({ label, sizeGiB, folder: offer.storage[tier] })),
      adopted: Object.entries(first?.disks ?? {}).flatMap(([label, { adopted }]) =>
        adopted?.file === undefined ? [] : [{ label, file: adopted.file }],
      ),
      password,
    },
    { dependsOn: [...after] },
  ).birth;
}
