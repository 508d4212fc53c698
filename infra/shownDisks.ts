import type { Output } from "@pulumi/pulumi";
import { type Server, ShownDisk } from "../components/index.js";
import { backedUpAs } from "../components/service/backup/backupServer.js";
import { allDisks } from "../components/service/restore.js";
import type { Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import { opened } from "./opened.js";

/**
 * Has disks of backups show in a server, where its estate says so, once the server is as declared.
 * Gives where, by the labels of the disks; undefined where none is to show.
 */
export function showDisks(
  server: ResolvedServer,
  { stack }: Pick<Estate, "stack">,
  { backupServer }: Pick<Catalog, "backupServer">,
  built: Server,
): Readonly<Record<string, Output<readonly string[]>>> | undefined {
  const { name: machine, os, shownDisks = [] } = server;
  const platform = backedUpAs(server);
  if (backupServer === undefined || platform === undefined || shownDisks.length === 0) {
    return undefined;
  }
  const { password, ...offer } = opened(backupServer);
  const shown = shownDisks.map(({ of, point }) => {
    const file = fileOf(of, server, built);
    const disk = new ShownDisk(
      `${machine}-${of}-shown-${point}`,
      {
        ...{ estate: stack, machine, platform, os, point, server: offer },
        ...{ address: built.address, ...(file !== undefined && { file }) },
        password,
      },
      { dependsOn: [built] },
    );
    return [of, disk.paths] as const;
  });
  return Object.fromEntries(shown);
}

/** The file of a disk where it stands; undefined where all disks are meant. */
function fileOf(
  label: string,
  { disks, platform }: ResolvedServer,
  { diskFiles }: Server,
): string | Output<string> | undefined {
  if (label === allDisks && platform === "physical") {
    return undefined;
  }
  // On Hyper-V it has the name of its label, where it was not taken over.
  return (
    diskFiles?.apply((files) => files[label] ?? label) ??
    disks[label]?.adopted?.file ??
    `${label}.vhdx`
  );
}
