import type { LinuxPatching } from "../patching/linuxPatching.plan.js";
import { type Access, administratorsOf, serviceAccountsOf } from "../service/access/access.js";
import type { Flow } from "../service/firewall/flow.js";
import { linuxFirewall } from "./firewall.js";

/** What a server's program is told: one document in independent sections. */
export interface AccessDocument {
  readonly version: 1;
  readonly sections: Readonly<Record<string, unknown>>;
}

/** What a server keeps besides those who get in. */
export interface SelfKept<Patching> {
  /** Absent where the platform installs patches. */
  readonly patching?: Patching | undefined;
  /** Absent where the estate declares no firewall. */
  readonly firewall?: readonly Flow[] | undefined;
  /** Whether it shuts itself down for good. @default false */
  readonly retired?: boolean | undefined;
}

/** What the program of a Linux server is told. */
export function accessDocument(
  access: Access,
  server: string,
  { patching, firewall, retired = false }: SelfKept<LinuxPatching> = {},
): AccessDocument {
  const administrators = administratorsOf(access, server).map(({ account, keys, principals }) => ({
    ...{ account, keys, principals },
    onlyPatches: false,
  }));
  const { patchingJob } = access;
  const jobs =
    patching === undefined || patchingJob === undefined
      ? []
      : [{ ...patchingJob, principals: [], onlyPatches: true }];
  const people = [...administrators, ...jobs];
  const accounts = serviceAccountsOf(access, server).map(({ account, owner, purpose, until }) => ({
    ...{ account, owner, purpose, until },
  }));
  return {
    version: 1,
    sections: {
      administrators: { people, authorities: access.authorities },
      serviceAccounts: { accounts },
      firewall: linuxFirewall(firewall),
      ...(patching && { patching }),
      retirement: { retired },
    },
  };
}
