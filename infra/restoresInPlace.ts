import { Config, type Resource } from "@pulumi/pulumi";
import { RestoredInPlace } from "../components/index.js";
import type { Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import { virtualHostOf } from "./serverBackups.js";

/** Brings a server back where it stands, where its estate says so; nothing for all others. */
export function restoreInPlace(
  server: ResolvedServer,
  { stack }: Pick<Estate, "stack">,
  catalog: Pick<Catalog, "backupServer" | "platforms">,
): Resource[] {
  const { name, platform, restore } = server;
  const hostName = virtualHostOf(server, catalog);
  if (catalog.backupServer === undefined || restore?.inPlace === undefined) {
    return [];
  }
  if (hostName === undefined || (platform !== "vsphere" && platform !== "hyperv")) {
    return [];
  }
  const { passwordConfig, ...offer } = catalog.backupServer;
  const { point, inPlace } = restore;
  return [
    new RestoredInPlace(`${name}-restore-${point}`, {
      ...{ estate: stack, machine: name, platform, hostName, point },
      ...{ reason: inPlace.reason, server: offer },
      password: new Config("comanaged").requireSecret(passwordConfig),
    }),
  ];
}
