import type { ProviderResource } from "@pulumi/pulumi";
import {
  AzureBackup,
  type AzureLanding,
  azureVaultName,
  guardRetention,
  lockOfAzureVault,
  vaultPhase,
} from "../components/index.js";
import type { AzureOffer, Estate } from "../stacks/schema/model.js";
import { backupClassesOn } from "./backupClasses.js";
import { checkLocks } from "./vaultLocks.js";

/** What backups need of the estate's part of Azure. */
interface Ground extends Pick<AzureOffer, "backupReports"> {
  readonly landing: AzureLanding;
  readonly provider: ProviderResource;
}

/**
 * Prepares the backups of an estate's servers on Azure, where it has landed.
 *
 * @throws RunError that names the vault when its lock cannot be what it is to be
 */
export async function backUpOnAzure(
  estate: Estate,
  location: string,
  { landing, provider, backupReports }: Ground,
): Promise<AzureBackup> {
  const { stack, customer } = estate;
  const classes = backupClassesOn(estate, "azure");
  const vault = {
    name: azureVaultName(stack),
    lock: { phase: vaultPhase(classes) },
    before: () => lockOfAzureVault(stack, { provider }),
    final: "from then on",
  };
  await checkLocks([vault]);
  return new AzureBackup(
    `${stack}-azure-backups`,
    {
      ...{ estate: stack, owner: customer.owner, location, classes },
      ...(backupReports !== undefined && { reportsTo: backupReports }),
      hooks: landing.hooks,
      guardsOf: guardRetention(stack, { provider }),
    },
    { providers: [provider] },
  );
}
