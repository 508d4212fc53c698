import type { Resource, ResourceHookBinding } from "@pulumi/pulumi";
import {
  type AccessDocument,
  accessDocument,
  GuestAccess,
  type Server,
  windowsDocument,
} from "../components/index.js";
import type { Access } from "../components/service/access/access.js";
import type { Estate, ResolvedServer } from "../stacks/schema/model.js";
import { patchedByItself } from "./linuxPatching.js";
import { type PatchingOffer, patchedAsWindows } from "./windowsPatching.js";

/** A server that is kept, and what its estate and the catalog say of it. */
interface Kept {
  readonly server: ResolvedServer;
  readonly estate: Estate;
  readonly catalog: PatchingOffer;
  readonly access: Access;
}

/** Keeps who gets into a server, and its patches; gives the resources that a change can reach. */
export function keepAccess(
  built: Server,
  kept: Kept,
  hooks: ResourceHookBinding | undefined,
): readonly Resource[] {
  const { machineId, address, parts } = built;
  const { name, os } = kept.server;
  const guest = new GuestAccess(
    `${name}-access`,
    {
      ...{ machineId, address, os, account: kept.access.account },
      document: documentOf(kept),
      ...(hooks && { hooks }),
    },
    { parent: built, dependsOn: [...parts] },
  );
  return guest.parts;
}

function documentOf({ server, estate, catalog, access }: Kept): AccessDocument {
  const { name, firewall } = server;
  switch (server.os) {
    case "linux":
      return accessDocument(access, name, { firewall, patching: patchedByItself(server, estate) });
    case "windows":
      return windowsDocument(access, name, {
        firewall,
        patching: patchedAsWindows(server, estate, catalog),
      });
  }
}
