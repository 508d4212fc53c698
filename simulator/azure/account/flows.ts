import type { Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, objectAt, textAt, textsAt } from "../../core/json.js";
import { apiError, missingReference } from "../apiError.js";
import { kinds, one } from "../common.js";
import { mayWriteBlobs } from "./assignment.js";
import { accountKinds, allThere, oneThere } from "./kinds.js";
import { inGroup, type Thing } from "./thing.js";

const locationOf = ({ properties }: WorldObject) => textAt(properties, "location");

/** What looks after the networks of a location; Azure has one for each. */
export const watcher: Thing = {
  kind: accountKinds.watcher,
  type: "Microsoft.Network/networkWatchers",
  id: inGroup("Microsoft.Network/networkWatchers", "networkWatcherName"),
  refuse: (scene, inputs, id) => {
    const location = textAt(inputs, "location");
    const twin = allThere(scene, accountKinds.watcher).find(
      (other) => other.id !== id && locationOf(other) === location,
    );
    if (twin !== undefined) {
      const text = `Cannot create more than 1 network watchers for this subscription in this region: ${twin.id}`;
      throw apiError(400, "NetworkWatcherCountLimitReached", text);
    }
  },
};

/** The things that a flow log names have to be there, in its own location. */
function refuseElsewhere(scene: Scene, inputs: JsonObject, storageId: string): WorldObject {
  const location = textAt(inputs, "location");
  const target = textAt(inputs, "targetResourceId") ?? "";
  const storage = oneThere(scene, accountKinds.storage, storageId);
  const named = [
    [oneThere(scene, accountKinds.watcher, watcher.id(scene, inputs)), watcher.id(scene, inputs)],
    [one(scene, kinds.virtualNetwork, target), target],
    [storage, storageId],
  ] as const;
  for (const [found, id] of named) {
    if (found === undefined || locationOf(found) !== location) {
      throw missingReference(id);
    }
  }
  return storage ?? refuseNothing(storageId);
}

function refuseNothing(id: string): never {
  throw missingReference(id);
}

/** Whether somebody lets the log write: a key of the storage account, or an identity. */
function refuseUnwritable(scene: Scene, inputs: JsonObject, storage: WorldObject): void {
  const [identity] = textsAt(objectAt(inputs, "identity"), "userAssignedIdentities");
  if (identity === undefined) {
    if (storage.properties["allowSharedKeyAccess"] === false) {
      const text = `Key based authentication is not permitted on ${storage.id}.`;
      throw apiError(400, "KeyBasedAuthenticationNotPermitted", text);
    }
    return;
  }
  if (!mayWriteBlobs(scene, identity, storage.id)) {
    const text = `The identity ${identity} may not write to ${storage.id}.`;
    throw apiError(403, "AuthorizationFailed", text);
  }
}

/** The record of who talked with whom in a network; each network has one. */
export const flowLog: Thing = {
  kind: accountKinds.flowLog,
  type: "Microsoft.Network/networkWatchers/flowLogs",
  id: (scene, args) => `${watcher.id(scene, args)}/flowLogs/${textAt(args, "flowLogName") ?? ""}`,
  outputs: (scene) => ({ targetResourceGuid: `guid-${scene.world.next()}` }),
  refuse: (scene, inputs, id) => {
    const storage = refuseElsewhere(scene, inputs, textAt(inputs, "storageId") ?? "");
    refuseUnwritable(scene, inputs, storage);
    const target = textAt(inputs, "targetResourceId");
    const twin = allThere(scene, accountKinds.flowLog).find(
      (other) => other.id !== id && textAt(other.properties, "targetResourceId") === target,
    );
    if (twin !== undefined) {
      const text = `The target ${target} has the flow log ${twin.id} already.`;
      throw apiError(400, "FlowLogTargetAlreadyHasFlowLog", text);
    }
    const analytics = objectAt(
      objectAt(inputs, "flowAnalyticsConfiguration"),
      "networkWatcherFlowAnalyticsConfiguration",
    );
    const workspace = textAt(analytics, "workspaceResourceId");
    if (workspace !== undefined && !oneThere(scene, accountKinds.workspace, workspace)) {
      throw missingReference(workspace);
    }
  },
};
