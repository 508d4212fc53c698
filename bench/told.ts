import { guests, sent } from "../components/access/guests.js";
import { documentOf } from "../infra/access.js";
import { readEstate } from "../stacks/schema/read.js";

/** What a server is told over SSH, and how. */
interface Told {
  readonly account: string;
  readonly document: unknown;
  readonly showHostKey: string;
  readonly keep: string;
  readonly stdin: string;
}

/** What every server of an estate is told, for the plain program: texts are not what is compared. */
export function toldIn(folder: string, stack: string): Readonly<Record<string, Told>> {
  const { estate, catalog } = readEstate(folder, stack);
  const { access } = estate;
  return Object.fromEntries(
    estate.servers.flatMap((server) => {
      if (access === undefined) {
        return [];
      }
      const document = documentOf({ server, estate, catalog, access });
      const { showHostKey, keep } = guests[server.os];
      const stdin = sent(document, server.os);
      return [[server.name, { account: access.account, document, showHostKey, keep, stdin }]];
    }),
  );
}
