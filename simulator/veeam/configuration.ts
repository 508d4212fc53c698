import type { WorldObject } from "../core/journal.js";
import { flagAt, objectAt, textAt } from "../core/json.js";
import type { World } from "../core/world.js";
import {
  type Answer,
  add,
  all,
  type Call,
  change,
  failure,
  find,
  type Handler,
  newId,
} from "./call.js";
import { inventoryIn } from "./inventoryIn.js";

/** Tells how the server backs up its configuration. */
export const getConfiguration: Handler = (call) => withConfiguration(call, told);

/** Has the server back up its configuration as it is told; what was backed up stays as it is. */
export const updateConfiguration: Handler = (call) =>
  withConfiguration(call, (configuration) => {
    const { lastSuccessfulBackup: _read, ...wanted } = call.body;
    if (find(call, "Repository", textAt(wanted, "backupRepositoryId") ?? "") === undefined) {
      return refused("There is no such repository.");
    }
    const encryption = objectAt(wanted, "encryption");
    const password = textAt(encryption, "passwordId") ?? "";
    if (
      flagAt(encryption, "isEnabled") &&
      find(call, "EncryptionPassword", password) === undefined
    ) {
      return refused("There is no such encryption password.");
    }
    change(call, configuration, wanted);
    return told({ ...configuration, properties: { ...configuration.properties, ...wanted } });
  });

/** Backs up the configuration at once. */
export const startConfiguration: Handler = (call) =>
  withConfiguration(call, (configuration) => {
    const session = sessionOf(call, configuration);
    add(call, "Session", session);
    if (session.result.result === "Success") {
      const lastSuccessfulBackup = {
        lastSuccessfulTime: session.endTime,
        sessionId: session.id,
      };
      change(call, configuration, { lastSuccessfulBackup });
    }
    return { status: 200, body: session };
  });

/**
 * It fails where a password is kept on the server and the backup is not encrypted.
 *
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/config_backup_encrypted.html
 */
function sessionOf(call: Call, { properties }: WorldObject) {
  const isEncrypted = flagAt(objectAt(properties, "encryption"), "isEnabled");
  const isRefused = !isEncrypted && all(call, "EncryptionPassword").length > 0;
  const message = isRefused ? "Encryption has to be enabled for the configuration backup." : "";
  return {
    ...{ id: newId(call), name: "Backup Configuration Job", jobId: textAt(properties, "id") ?? "" },
    ...{ creationTime: call.world.now(), endTime: call.world.now() },
    ...{ sessionType: "ConfigurationBackup", state: "Stopped", progressPercent: 100 },
    usn: call.world.next(),
    result: { result: isRefused ? "Failed" : "Success", message, isCanceled: false },
  };
}

/** Backs up the configuration of the backup server of a world once, where that is switched on. */
export function runConfiguration(world: World, host: string): void {
  const change = world.begin();
  const asked = { host, user: "", params: {}, query: new URLSearchParams(), body: {} };
  const call = { ...inventoryIn(world), world: change, ...asked };
  const isOn = all(call, "ConfigBackup").some(({ properties }) => flagAt(properties, "isEnabled"));
  if (isOn) {
    startConfiguration(call);
    change.commit();
  }
}

function withConfiguration(call: Call, work: (configuration: WorldObject) => Answer): Answer {
  const [configuration] = all(call, "ConfigBackup");
  return configuration === undefined
    ? failure(404, "NotFound", "There is no configuration backup.")
    : work(configuration);
}

function told({ properties: { id: _id, ...configuration } }: WorldObject): Answer {
  return { status: 200, body: configuration };
}

function refused(message: string): Answer {
  return failure(400, "UnexpectedContent", message);
}
