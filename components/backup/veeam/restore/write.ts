import { RemoteFailure } from "../../../remote/failure.js";
import { inventoryOf } from "../lookUps.js";
import { pageOf, type RestoreSession, restorePointDisk, restoreSession } from "../models.js";
import type { Session } from "../session.js";
import type { WriteDocument } from "./document.js";
import { follow, hasFailed, sessionsSince, startOnce } from "./follow.js";
import { checkPoint } from "./point.js";
import { type FittingDisk, fittingDisks } from "./writtenDisks.js";

/** A machine that was written; holds no secret. */
export interface Written {
  readonly machine: string;
  readonly point: string;
  /** The GUID of the machine that was written. */
  readonly objectId: string;
}

/**
 * Has a backup written as a machine of its own on a Hyper-V host: off, in no network, under a name
 * that nothing else has. Once, however often this is asked for: what a run has left behind is known
 * by that name and a restore since then, waited for and taken; one that failed is begun anew.
 *
 * @throws RemoteFailure when it fails, when a disk does not fit, or when a machine of that name is
 * somebody else's
 */
export async function writeBackup(session: Session, document: WriteDocument): Promise<Written> {
  const { machine, point, hostName, writtenAs } = document;
  const earlier = await newest(session, document);
  if (earlier !== undefined) {
    await follow(session, earlier);
  }
  const there = await machineWritten(session, document);
  if (there !== undefined && earlier === undefined) {
    throw new RemoteFailure(
      `A machine ${writtenAs} is in ${hostName} already, and no restore since ${document.begun} ` +
        "has written it. It was not touched. Where a restore that failed has left it, take the " +
        "entry out, run up, and write it again; have it renamed by its owner otherwise.",
    );
  }
  const objectId = there ?? (await write(session, document, earlier));
  return { machine, point, objectId };
}

async function write(
  session: Session,
  document: WriteDocument,
  earlier: RestoreSession | undefined,
): Promise<string> {
  await checkPoint(session, { ...document, kind: "shown" });
  const path = "/api/v1/restore/vmRestore/hyperV";
  const body = await wish(session, document);
  // Another restore of the same machine is none of ours.
  const look = async () => {
    const found = await newest(session, document);
    return found?.id === earlier?.id ? undefined : found;
  };
  const started = await startOnce(session, { method: "POST", path, body }, restoreSession, look);
  await follow(session, started);
  return (await machineWritten(session, document)) ?? gone(document);
}

/** What is asked for: a machine that never starts, and of which nothing else is ever written over. */
async function wish(session: Session, document: WriteDocument) {
  const { point, reason, writtenAs, hostName, folder } = document;
  const disks = await disksOf(session, document);
  const [host] = await inventoryOf(session, hostName, false, "Host");
  if (host === undefined) {
    throw new RemoteFailure(`The backup server sees no Hyper-V host ${hostName}.`);
  }
  const networks = await inventoryOf(session, hostName, false, "Network");
  return {
    ...{ restorePointId: point, type: "Customized", powerUp: false, reason },
    secureRestore: { antivirusScanEnabled: false },
    destinationHost: host,
    datastore: {
      configurationFilesPath: folder,
      diskMappings: disks.flatMap(({ extents, folder: targetFolder }) =>
        extents.map((disk) => ({ disk, targetFolder })),
      ),
    },
    network: {
      mappings: networks.map((network) => ({ sourceNetwork: { network, disconnect: true } })),
    },
    target: {
      ...{ vmName: writtenAs, preserveUUID: false, registerAsClusterResource: false },
      ...{ overwriteExistingVm: false, overwriteExistingDisks: false },
    },
  };
}

async function disksOf(session: Session, document: WriteDocument): Promise<FittingDisk[]> {
  const path = `/api/v1/restorePoints/${document.point}/disks`;
  const { data } = await session.ask({ method: "GET", path }, pageOf(restorePointDisk));
  return fittingDisks(data, document);
}

/** The newest restore since then that names the machine or what it is written as. */
async function newest(
  session: Session,
  { machine, writtenAs, begun }: WriteDocument,
): Promise<RestoreSession | undefined> {
  const type = "RestoreVm";
  const of = (name: string) => sessionsSince(session, { type, machine: name, begun });
  const found = [...(await of(writtenAs)), ...(await of(machine))];
  return found.find((one) => !hasFailed(one));
}

/** The GUID of the machine that was written, as the backup server sees it now. */
async function machineWritten(
  session: Session,
  { hostName, writtenAs }: WriteDocument,
): Promise<string | undefined> {
  const seen = await inventoryOf(session, hostName, true);
  return seen.find(({ name }) => name === writtenAs)?.objectId;
}

function gone({ machine, writtenAs, hostName }: WriteDocument): never {
  throw new RemoteFailure(
    `The backup of ${machine} was written, and no machine ${writtenAs} is in ${hostName}.`,
  );
}
