import type { Scene } from "../../core/behaviour.js";
import { textAt } from "../../core/json.js";
import { inTenant, scopeIn, tenantKinds } from "../tenant/kinds.js";
import { accountKinds, oneThere } from "./kinds.js";

/** Storage Blob Data Contributor. */
const blobContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

/** Whether an identity may write blobs into a storage account. */
export function mayWriteBlobs(scene: Scene, identity: string, storage: string): boolean {
  const found = oneThere(scene, accountKinds.identity, identity);
  const principal = found && textAt(found.properties, "principalId");
  return inTenant(scene, tenantKinds.roleAssignment).some(
    ({ properties }) =>
      principal !== undefined &&
      textAt(properties, "principalId") === principal &&
      scopeIn(properties).toLowerCase() === storage.toLowerCase() &&
      (textAt(properties, "roleDefinitionId") ?? "").endsWith(blobContributor),
  );
}
