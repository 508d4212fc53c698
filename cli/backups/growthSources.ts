import type { Temporal } from "temporal-polyfill";
import type { Platform } from "../../components/service/platform.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import { messageOf } from "../stack/run.js";
import { growthOnAws } from "./awsGrowth.js";
import { backupServerScope } from "./backupServer.js";
import { everyone, type GrowthSources } from "./growthRows.js";
import { growthOnBackupServer } from "./veeamGrowth.js";

/**
 * Azure's API has no size of a protected item nor of a recovery point, and of a vault the number of
 * items; what the details of a job call its size nobody documents. The sizes are in the reports.
 *
 * @see https://learn.microsoft.com/rest/api/backup/protected-items/get
 * @see https://learn.microsoft.com/rest/api/backup/backup-usage-summaries/list
 * @see https://learn.microsoft.com/azure/backup/backup-azure-reports-data-model
 */
const onAzure =
  "Azure tells the size of backups in its reports only (backupReports of the catalog)";

/**
 * Who tells how the servers of an estate grow.
 *
 * @param folder of the project, whose stacks have the password of the backup server's account
 */
export function growthSources(
  estate: Estate,
  { backupServer }: Pick<Catalog, "backupServer">,
  folder: string,
  now: Temporal.Instant,
): GrowthSources {
  const { aws, customer } = estate;
  const onPremises = (platform: Platform) => async (servers: readonly string[]) => {
    if (backupServer === undefined) {
      return everyone(servers, "the catalog names no backupServer");
    }
    try {
      const scope = await backupServerScope(estate, backupServer, platform, folder);
      return await growthOnBackupServer(scope, now);
    } catch (failure) {
      return everyone(servers, `the backup server did not answer: ${messageOf(failure)}`);
    }
  };
  return {
    ...(aws && {
      aws: (servers) => growthOnAws(servers, { ...aws, owner: customer.owner }, now),
    }),
    azure: async (servers) => everyone(servers, onAzure),
    vsphere: onPremises("vsphere"),
    hyperv: onPremises("hyperv"),
    physical: onPremises("physical"),
  };
}
