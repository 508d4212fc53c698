import { RemoteFailure } from "../../remote/failure.js";
import type { Action } from "../../remote/outcome.js";
import type { ConfigurationDocument } from "./document.js";
import { checkClock, findPassword, findRepository } from "./lookUps.js";
import { differences, overlaid } from "./merge.js";
import { managedServer, part, type Repository } from "./models.js";
import type { Session } from "./session.js";

/** Where the server's API tells of the backups of its own configuration. */
export const configurationPath = "/api/v1/configBackup";

/**
 * Has a backup server back up its own configuration, encrypted, into a repository that is not lost
 * with it. What others set besides, such as who is notified, stays. It has one such backup, which is
 * never switched off: with the entry goes only who keeps it.
 *
 * @throws RemoteFailure when the repository is on the backup server itself
 */
export async function keepConfiguration(
  session: Session,
  action: Action,
  document: ConfigurationDocument,
): Promise<object> {
  if (action === "release") {
    return {};
  }
  await checkClock(session, document.server.timeZone);
  const passwordId = await findPassword(session, document.encryptionPassword);
  const repository = await findRepository(session, document.repository);
  await refuseOwn(session, repository);
  const told = overlaid(document.body, {
    backupRepositoryId: repository.id,
    encryption: { isEnabled: true, passwordId },
  });
  const get = { method: "GET", path: configurationPath } as const;
  const there = await session.ask(get, part);
  if (differences(told, there).length > 0) {
    const body = overlaid(there, told);
    await session.ask({ method: "PUT", path: configurationPath, body }, part);
    const left = differences(told, await session.ask(get, part));
    if (left.length > 0) {
      throw new RemoteFailure(
        `The backup server did not keep the backup of its configuration as declared: ${left.join("; ")}.`,
      );
    }
  }
  return { configuration: { repository: document.repository } };
}

/** What lies on the backup server is lost with it. */
async function refuseOwn(session: Session, { name, hostId }: Repository): Promise<void> {
  const request = {
    method: "GET",
    path: "/api/v1/backupInfrastructure/managedServers",
  } as const;
  const servers = await session.all(request, managedServer);
  const own = servers.filter((one) => one.isBackupServer || one.isVBRLinuxAppliance);
  if (own.some(({ id }) => id === hostId)) {
    throw new RemoteFailure(
      `The repository ${name} is on the backup server itself: backups of its configuration would ` +
        "be lost with it. Name one that is elsewhere.",
    );
  }
}
