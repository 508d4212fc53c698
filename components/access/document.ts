import type { LinuxPatching } from "../patching/linuxPatching.plan.js";
import { type Access, administratorsOf, serviceAccountsOf } from "../service/access/access.js";

/** What a server's program is told: one document in independent sections. */
export interface AccessDocument {
  readonly version: 1;
  readonly sections: Readonly<Record<string, unknown>>;
}

/**
 * What the program of a Linux server is told of those who get in, and of its patches where the server
 * itself installs them.
 */
export function accessDocument(
  access: Access,
  server: string,
  patching?: LinuxPatching,
): AccessDocument {
  const people = administratorsOf(access, server).map(({ account, keys, principals }) => ({
    account,
    keys,
    principals,
  }));
  const accounts = serviceAccountsOf(access, server).map(({ account, owner, purpose, until }) => ({
    ...{ account, owner, purpose, until },
  }));
  return {
    version: 1,
    sections: {
      administrators: { people, authorities: access.authorities },
      serviceAccounts: { accounts },
      ...(patching && { patching }),
    },
  };
}
