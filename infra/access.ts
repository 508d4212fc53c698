import type { Resource, ResourceHookBinding } from "@pulumi/pulumi";
import {
  accessDocument,
  GuestAccess,
  type LinuxPatching,
  type Server,
} from "../components/index.js";
import type { Access } from "../components/service/access/access.js";

/** Keeps who gets into a server, and its patches; gives the resources that a change can reach. */
export function keepAccess(
  server: Server,
  name: string,
  access: Access,
  patching: LinuxPatching | undefined,
  hooks: ResourceHookBinding | undefined,
): readonly Resource[] {
  const { machineId, address, parts } = server;
  const kept = new GuestAccess(
    `${name}-access`,
    {
      ...{ machineId, address, account: access.account },
      document: accessDocument(access, name, patching),
      ...(hooks && { hooks }),
    },
    { parent: server, dependsOn: [...parts] },
  );
  return kept.parts;
}
