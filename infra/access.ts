import type { Resource, ResourceHookBinding } from "@pulumi/pulumi";
import {
  accessDocument,
  GuestAccess,
  type Server,
  type WindowsPatching,
  windowsDocument,
} from "../components/index.js";
import type { Access } from "../components/service/access/access.js";
import type { OperatingSystem } from "../components/service/operatingSystem.js";

/** What is kept on a server besides who gets in. */
interface Kept {
  readonly name: string;
  readonly os: OperatingSystem;
  /** Absent where the platform patches. */
  readonly patching: WindowsPatching | undefined;
}

/** Keeps who gets into a server, and its patches; gives the resources that a change can reach. */
export function keepAccess(
  server: Server,
  { name, os, patching }: Kept,
  access: Access,
  hooks: ResourceHookBinding | undefined,
): readonly Resource[] {
  const { machineId, address, parts } = server;
  const kept = new GuestAccess(
    `${name}-access`,
    {
      ...{ machineId, address, os, account: access.account },
      document:
        os === "linux" ? accessDocument(access, name) : windowsDocument(access, name, patching),
      ...(hooks && { hooks }),
    },
    { parent: server, dependsOn: [...parts] },
  );
  return kept.parts;
}
