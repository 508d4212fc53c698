import { DefaultAzureCredential } from "@azure/identity";
import { azureVaultName } from "../../components/backup/azureBackup.plan.js";
import { type Platform, platformNames } from "../../components/service/platform.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import { AwsBackupSource } from "./awsSource.js";
import { AzureBackupSource } from "./azureSource.js";
import { backupServerScope } from "./backupServer.js";
import type { BackupSources } from "./rows.js";
import { tolerant, unknownSource } from "./source.js";
import { VeeamBackupSource } from "./veeamSource.js";

/**
 * Where the backups of an estate's servers are read, for each platform.
 *
 * @param folder of the project, whose stacks have the password of the backup server's account
 */
export function backupSources(estate: Estate, catalog: Catalog, folder: string): BackupSources {
  const none = unknownSource("its platform has no place in the estate");
  const { owner } = estate.customer;
  const places = catalog.platforms.aws?.backupCopies ?? {};
  const aws = estate.aws && new AwsBackupSource({ ...estate.aws, owner, places });
  const azure =
    estate.azure &&
    new AzureBackupSource({
      subscription: estate.azure.subscription,
      vault: azureVaultName(estate.stack),
      credential: new DefaultAzureCredential(),
    });
  const { backupServer } = catalog;
  const onPremises = (platform: Platform) =>
    backupServer
      ? tolerant(
          "the backup server",
          new VeeamBackupSource(() => backupServerScope(estate, backupServer, platform, folder)),
        )
      : unknownSource("the catalog names no backupServer");
  return {
    aws: aws ? tolerant(platformNames.aws, aws) : none,
    azure: azure ? tolerant(platformNames.azure, azure) : none,
    vsphere: onPremises("vsphere"),
    hyperv: onPremises("hyperv"),
    physical: onPremises("physical"),
  };
}
