import type { Emergency } from "../../service/account/azure/description.js";
import type { AzureRole } from "../../service/azure/roles.js";

/** What the name of an assignment goes on with. */
export function rightRole(role: string, right: AzureRole): string {
  return `${role}-${right.toLowerCase().replaceAll(" ", "-")}`;
}

/** Asks the activity log for what people with the rights for emergencies did. */
export function emergencyQuery({ accounts }: Emergency): string {
  const names = accounts.map((account) => JSON.stringify(account)).join(", ");
  return `AzureActivity | where Caller in~ (${names})`;
}
