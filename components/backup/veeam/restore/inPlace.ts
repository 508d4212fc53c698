import { RemoteFailure } from "../../../remote/failure.js";
import { inventoryOf } from "../lookUps.js";
import { restoreSession } from "../models.js";
import type { Session } from "../session.js";
import type { InPlaceDocument } from "./document.js";
import { follow, hasFailed, sessionsSince, startOnce } from "./follow.js";
import { checkPoint } from "./point.js";

const paths = {
  VSphere: "/api/v1/restore/vmRestore/vSphere",
  HyperV: "/api/v1/restore/vmRestore/hyperV",
} as const satisfies Record<InPlaceDocument["platform"], string>;

/** What was restored, for whoever reads it later; holds no secret. */
export interface Restored {
  readonly machine: string;
  /** The platform's own id of the machine. */
  readonly objectId: string;
  readonly point: string;
  /** The session on the backup server. */
  readonly session: string;
}

/**
 * Makes a machine what it was, where it stands: once, however often this is asked for. A restore
 * that a run has left behind is waited for, and one that failed is begun anew.
 *
 * @throws RemoteFailure when it fails, or when the machine is another one than before
 */
export async function restoreInPlace(
  session: Session,
  document: InPlaceDocument,
): Promise<Restored> {
  const { platform, machine, point, reason, begun } = document;
  const look = async () => {
    const [newest] = await sessionsSince(session, { type: "RestoreVm", machine, begun });
    return newest === undefined || hasFailed(newest) ? undefined : newest;
  };
  const earlier = await look();
  const before = earlier === undefined ? await machineNow(session, document) : undefined;
  if (earlier === undefined) {
    await checkPoint(session, document);
  }
  const started =
    earlier ??
    (await startOnce(
      session,
      {
        method: "POST",
        path: paths[platform],
        body: { restorePointId: point, type: "OriginalLocation", powerUp: true, reason },
      },
      restoreSession,
      look,
    ));
  const { id } = await follow(session, started);
  const after = await machineNow(session, document);
  if (before !== undefined && before !== after) {
    throw new RemoteFailure(
      `${machine} came back as another machine: it was ${before} and is ${after}. ` +
        'Take it under management with "comanaged adopt".',
    );
  }
  return { machine, objectId: after, point, session: id };
}

/** The platform's own id of the one machine with the name. */
async function machineNow(
  session: Session,
  { hostName, machine }: InPlaceDocument,
): Promise<string> {
  const seen = await inventoryOf(session, hostName, true);
  const [found, ...others] = seen.filter(({ name }) => name === machine);
  if (found?.objectId === undefined || others.length > 0) {
    throw new RemoteFailure(
      `The backup server sees ${others.length > 0 ? "several machines" : "no machine"} ${machine} in ${hostName}.`,
    );
  }
  return found.objectId;
}
