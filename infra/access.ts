import type { Resource, ResourceHookBinding } from "@pulumi/pulumi";
import { accessDocument, GuestAccess, type Server } from "../components/index.js";
import type { Access } from "../components/service/access/access.js";
import type { ResolvedServer } from "../stacks/schema/model.js";

/** Keeps who gets into a server; gives the resources that a change can reach. */
export function keepAccess(
  server: Server,
  { name, firewall }: Pick<ResolvedServer, "name" | "firewall">,
  access: Access,
  hooks: ResourceHookBinding | undefined,
): readonly Resource[] {
  const { machineId, address, parts } = server;
  const kept = new GuestAccess(
    `${name}-access`,
    {
      ...{ machineId, address, account: access.account },
      document: accessDocument(access, name, firewall),
      ...(hooks && { hooks }),
    },
    { parent: server, dependsOn: [...parts] },
  );
  return kept.parts;
}
