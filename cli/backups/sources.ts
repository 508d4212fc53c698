import { DefaultAzureCredential } from "@azure/identity";
import { azureVaultName } from "../../components/backup/azureBackup.plan.js";
import { platformNames } from "../../components/service/platform.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import { AwsBackupSource } from "./awsSource.js";
import { AzureBackupSource } from "./azureSource.js";
import type { BackupSources } from "./rows.js";
import { tolerant, unknownSource } from "./source.js";

/** Where the backups of an estate's servers are read, for each platform. */
export function backupSources(estate: Estate, catalog: Catalog): BackupSources {
  const none = unknownSource("its platform has no place in the estate");
  const unread = unknownSource("its backups are read at the backup server");
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
  return {
    aws: aws ? tolerant(platformNames.aws, aws) : none,
    azure: azure ? tolerant(platformNames.azure, azure) : none,
    vsphere: unread,
    hyperv: unread,
    physical: unread,
  };
}
