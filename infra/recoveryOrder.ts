import { recoveryOrder } from "../components/service/recoveryOrder.js";
import { startsFromBackup } from "../components/service/restore.js";
import type { Estate, ResolvedServer } from "../stacks/schema/model.js";

/** The servers of an estate in the order in which they are built: what others need comes first. */
export function inRecoveryOrder({ servers, needs }: Estate): readonly ResolvedServer[] {
  if (!servers.some(comesBack)) {
    return servers;
  }
  const byName = new Map(servers.map((server) => [server.name, server]));
  const order = recoveryOrder([...byName.keys()], needs).flat();
  return order.flatMap((name) => byName.get(name) ?? []);
}

/**
 * What a server that starts from a backup waits for: the servers that it needs and that start from
 * backups, too. Others wait for nothing, whoever needs whom.
 */
export function waitsFor(server: ResolvedServer, { servers, needs }: Estate): readonly string[] {
  const needed = comesBack(server) ? (needs[server.name] ?? []) : [];
  return servers
    .filter((one) => needed.includes(one.name) && comesBack(one))
    .map(({ name }) => name);
}

function comesBack({ restore, generation }: ResolvedServer): boolean {
  return startsFromBackup(restore, generation);
}
