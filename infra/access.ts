import type { Output, Resource, ResourceHookBinding } from "@pulumi/pulumi";
import {
  type AccessDocument,
  accessDocument,
  GuestAccess,
  type GuestAccessArgs,
  type Server,
  windowsDocument,
} from "../components/index.js";
import { type Access, type Grant, grantsOf, nobodys } from "../components/service/access/access.js";
import type { OperatingSystem } from "../components/service/operatingSystem.js";
import { broughtBackTo } from "../components/service/restore.js";
import { isRetired } from "../components/service/retirement.js";
import type { Estate, ResolvedServer } from "../stacks/schema/model.js";
import { patchedByItself } from "./linuxPatching.js";
import { type PatchingOffer, patchedAsWindows } from "./windowsPatching.js";

/** A server that is kept, and what its estate and the catalog say of it. */
export interface Kept {
  readonly server: ResolvedServer;
  readonly estate: Estate;
  readonly catalog: PatchingOffer;
  readonly access: Access;
}

/** What is left of the access to a server that is retired. */
export interface TakenAccess {
  /** The resources that a change can reach. */
  readonly parts: readonly Resource[];
  readonly grants: readonly Grant[];
}

/** What is known of the access to a server. */
interface KeptAccess extends TakenAccess {
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
  const { machineId, address, parts, installation } = built;
  const { name, os } = kept.server;
  const args = argsOf(kept, hooks);
  const patchesItself = args.document.sections["patching"] !== undefined;
  const guest = new GuestAccess(
    `${name}-access`,
    { ...args, machineId, address, ...(installation && { installation }) },
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

/**
 * Takes everybody's access to a server that is retired and has it shut itself down, while it can
 * still be reached: nothing else of it may change before.
 */
export function takeAccess(
  server: Server,
  { access, ...kept }: Kept,
  hooks: ResourceHookBinding | undefined,
): TakenAccess {
  const { name, os } = kept.server;
  const left = nobodys(access);
  const args = argsOf({ ...kept, access: left }, hooks);
  const { parts } = new GuestAccess(`${name}-access`, args, { parent: server });
  return { parts, grants: grantsOf(left, name, { os, patchesItself: false }) };
}

function argsOf(kept: Kept, hooks: ResourceHookBinding | undefined): GuestAccessArgs {
  const { os } = kept.server;
  const { account } = kept.access;
  const taken = broughtBackTo(kept.server);
  return {
    ...{ os, account, document: documentOf(kept) },
    ...(hooks && { hooks }),
    ...(taken !== undefined && { broughtBackTo: taken }),
  };
}

/** What the server is told to be. */
export function documentOf({ server, estate, catalog, access }: Kept): AccessDocument {
  const { name, firewall } = server;
  const retired = isRetired(server);
  switch (server.os) {
    case "linux":
      return accessDocument(access, name, {
        ...{ firewall, retired },
        patching: patchedByItself(server, estate),
      });
    case "windows":
      return windowsDocument(access, name, {
        ...{ firewall, retired },
        patching: patchedAsWindows(server, estate, catalog),
      });
  }
}
