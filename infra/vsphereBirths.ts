import { type Input, type Resource, RunError } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { MountedBackup, shownBackup, type VsphereGround } from "../components/index.js";
import { unlessMissing } from "../components/recovery/finder.js";
import { startsFromBackup } from "../components/service/restore.js";
import type { Catalog, Estate, VsphereOffer, VsphereServer } from "../stacks/schema/model.js";
import { opened } from "./opened.js";

/** The backup from which a server is born. */
export interface VsphereBirth {
  /** What it is cloned from; absent where it is there already. */
  readonly template?: { readonly uuid: Input<string>; readonly guestId: Input<string> };
  /** Has the backup show no more, once the server is there. */
  readonly endAfter: (resources: readonly Resource[]) => void;
}

/** Makes the birth of a server behind others; undefined for one that starts from its image. */
type Births = (server: VsphereServer, after: readonly Resource[]) => VsphereBirth | undefined;

/** What births in a vCenter stand on. */
interface Ground extends Pick<VsphereGround, "resourcePoolId"> {
  readonly offer: VsphereOffer;
  readonly backupServer: Catalog["backupServer"];
}

/**
 * The backups from which servers on vSphere are born.
 *
 * @throws RunError when the catalog does not say where backups show
 */
export async function birthsOnVsphere(
  { stack }: Pick<Estate, "stack">,
  servers: readonly VsphereServer[],
  { offer, backupServer, resourcePoolId }: Ground,
): Promise<Births> {
  const born = servers.filter(
    ({ restore, generation }) => startsFromBackup(restore, generation) && restore.shown,
  );
  if (born.length === 0) {
    return () => undefined;
  }
  const { restoreHost, datacenter } = offer;
  if (restoreHost === undefined || backupServer === undefined) {
    throw new RunError(
      "platforms.vsphere.restoreHost: is missing in the catalog; it is the host on which the " +
        "backup server shows backups from which servers start.",
    );
  }
  const path = `/${datacenter}/vm/${offer.folder}`;
  const { id: folderId } = await vsphere.getFolder({ path });
  const names = await Promise.all(
    born.map(async ({ name }) => {
      const look = vsphere.getVirtualMachine({ name: `${path}/${stack}/${name}` });
      return (await unlessMissing(look)) === undefined ? [] : [name];
    }),
  );
  const there = new Set(names.flat());
  const isBorn = new Set(born.map(({ name }) => name));
  const { password, ...server } = opened(backupServer);
  return ({ name, disks, restore }, after) => {
    if (restore?.shown === undefined || !isBorn.has(name)) {
      return undefined;
    }
    const { source, point, shown } = restore;
    const backup = new MountedBackup(
      `${name}-birth-${point}`,
      {
        ...{ estate: stack, machine: source, born: name, point, reason: shown.reason, server },
        ...{ hostName: server.vcenter, host: restoreHost },
        folder: { name: offer.folder, objectId: folderId },
        resourcePool: { name: offer.resourcePool, objectId: resourcePoolId },
        password,
      },
      { dependsOn: [...after] },
    );
    const endAfter = (resources: readonly Resource[]) => backup.endAfter(resources);
    if (there.has(name)) {
      return { endAfter };
    }
    const from = backup.objectId.apply((moid) => shownBackup(moid, { name, disks }, {}));
    const template = {
      uuid: from.apply(({ uuid }) => uuid),
      guestId: from.apply(({ guestId }) => guestId),
    };
    return { template, endAfter };
  };
}
