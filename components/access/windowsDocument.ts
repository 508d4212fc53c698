import type { WindowsPatching } from "../patching/windowsPatching.plan.js";
import { type Access, groupsOf, serviceAccountsOf } from "../service/access/access.js";
import type { AccessDocument, SelfKept } from "./document.js";
import { windowsFirewall } from "./firewall.js";

/** What the program of a Windows server is told. */
export function windowsDocument(
  access: Access,
  server: string,
  { patching, firewall, retired = false }: SelfKept<WindowsPatching> = {},
): AccessDocument {
  const { localAdministrator: local } = access;
  const accounts = serviceAccountsOf(access, server).map(({ account, owner, purpose, until }) => ({
    ...{ account, owner, purpose, until },
  }));
  return {
    version: 1,
    sections: {
      administrators: { members: groupsOf(access, server).map(({ group }) => group) },
      ...(local && { localAdministrator: { ...local, account: local.account ?? null } }),
      serviceAccounts: { accounts },
      ...(firewall && { firewall: windowsFirewall(firewall) }),
      ...(patching && { patching }),
      retirement: { retired },
    },
  };
}
