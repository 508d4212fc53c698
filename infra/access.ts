import type { Output, Resource, ResourceHookBinding } from "@pulumi/pulumi";
import {
  type AccessDocument,
  accessDocument,
  GuestAccess,
  type Server,
  windowsDocument,
} from "../components/index.js";
import { type Access, type Grant, grantsOf } from "../components/service/access/access.js";
import type { OperatingSystem } from "../components/service/operatingSystem.js";
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

/** What is known of the access to a server. */
interface KeptAccess {
  /** The resources that a change can reach. */
  readonly parts: readonly Resource[];
  readonly grants: readonly Grant[];
  readonly door: Door;
}

/** Where and by which host key the commands that read patches and release groups find a server. */
interface Door {
  readonly os: OperatingSystem;
  readonly address: Output<string>;
  readonly account: string;
  readonly hostKey: Output<string>;
}

/** Keeps who gets into a server, and its patches. */
export function keepAccess(
  built: Server,
  kept: Kept,
  hooks: ResourceHookBinding | undefined,
): KeptAccess {
  const { machineId, address, parts } = built;
  const { name, os } = kept.server;
  const document = documentOf(kept);
  const patchesItself = document.sections["patching"] !== undefined;
  const guest = new GuestAccess(
    `${name}-access`,
    {
      ...{ machineId, address, os, account: kept.access.account },
      document,
      ...(hooks && { hooks }),
    },
    { parent: built, dependsOn: [...parts] },
  );
  const { account, patchingJob } = kept.access;
  const { hostKey } = guest;
  const job = os === "linux" && patchesItself ? patchingJob : undefined;
  return {
    parts: guest.parts,
    grants: grantsOf(kept.access, name, { os, patchesItself }),
    door: { os, address, account: job?.account ?? account, hostKey },
  };
}

/** What the server is told to be. */
export function documentOf({ server, estate, catalog, access }: Kept): AccessDocument {
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
