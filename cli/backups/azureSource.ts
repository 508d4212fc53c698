import {
  ResourceGraphClient,
  type ResourceGraphClientOptionalParams,
} from "@azure/arm-resourcegraph";
import type { TokenCredential } from "@azure/identity";
import { z } from "zod";
import {
  type BackupState,
  lastRestore,
  type MeasuredRestore,
  measuredRestore,
} from "../../components/service/backup/backupReport.js";
import { graphRows } from "../clouds/graphRows.js";
import { oneLine } from "../guests/asking.js";
import { instantField } from "../instant.js";
import type { BackupSource } from "./source.js";

/** Which servers are read, and with what rights. */
export interface AzureScope {
  readonly subscription: string;
  /** The estate's vault. */
  readonly vault: string;
  readonly credential: TokenCredential;
  /** Settings of the SDK's client. */
  readonly client?: ResourceGraphClientOptionalParams;
}

const itemRow = z.object({
  id: z.string(),
  properties: z.object({
    sourceResourceId: z.string(),
    protectionState: z.string(),
    lastRecoveryPoint: instantField.nullish(),
  }),
});

const jobRow = z.object({
  id: z.string(),
  properties: z.object({
    entityFriendlyName: z.string(),
    operation: z.string(),
    status: z.string(),
    startTime: instantField,
    endTime: instantField.nullish(),
    errorDetails: z.array(z.object({ errorString: z.string().optional() })).nullish(),
  }),
});

type Item = z.infer<typeof itemRow>;
type Job = z.infer<typeof jobRow>;

const of = (type: string) =>
  `recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/${type}' and properties.backupManagementType =~ 'AzureIaasVM'`;

/**
 * What Azure Backup left in Azure Resource Graph: of jobs those of some days. Nothing tells how far
 * the copy in the other location is.
 */
export class AzureBackupSource implements BackupSource {
  private readonly scope: AzureScope;
  private readonly client: ResourceGraphClient;

  constructor(scope: AzureScope) {
    this.scope = scope;
    this.client = new ResourceGraphClient(scope.credential, scope.client);
  }

  async read(servers: readonly string[]): Promise<ReadonlyMap<string, BackupState>> {
    const { subscription, vault } = this.scope;
    const isOurs = ({ id }: { readonly id: string }) =>
      id.toLowerCase().includes(`/vaults/${vault.toLowerCase()}/`);
    const [items, jobs] = await Promise.all([
      graphRows(this.client, subscription, itemRow, of(itemType)),
      graphRows(this.client, subscription, jobRow, of("backupjobs")),
    ]);
    const [own, runs] = [items.filter(isOurs), jobs.filter(isOurs)];
    return new Map(servers.map((name) => [name, stateOf(name, own, runs)]));
  }
}

const itemType = "backupfabrics/protectioncontainers/protecteditems";

const named = (name: string, text: string | undefined) =>
  text?.toLowerCase() === name.toLowerCase();

function stateOf(name: string, items: readonly Item[], jobs: readonly Job[]): BackupState {
  const item = items.find(({ properties }) =>
    named(name, properties.sourceResourceId.split("/").at(-1)),
  );
  if (item === undefined) {
    return { kind: "undetermined", reason: "nothing in the estate's vault protects it" };
  }
  const { lastRecoveryPoint, protectionState } = item.properties;
  const own = jobs.filter(({ properties }) => named(name, properties.entityFriendlyName));
  const restore = lastRestore(own.flatMap(restoreOf));
  return {
    kind: "known",
    ...(lastRecoveryPoint && { lastGood: lastRecoveryPoint }),
    failures: own
      .filter(({ properties }) => properties.operation === "Backup" && isFailure(properties.status))
      .map(({ properties: { startTime, status, errorDetails } }) => ({
        at: startTime,
        reason: oneLine(errorDetails?.[0]?.errorString ?? `ended ${status}`),
      })),
    ...(restore && { restore }),
    ...(isStopped(protectionState) && { stopped: `its protection is ${protectionState}` }),
  };
}

/** A restore that has ended: where the server stands, or from the copy in the other location. */
function restoreOf({ properties }: Job): MeasuredRestore[] {
  const { operation, startTime, endTime, status } = properties;
  const isRestore = ["Restore", "CrossRegionRestore"].includes(operation);
  return isRestore && endTime ? [measuredRestore(startTime, endTime, !isFailure(status))] : [];
}

const isFailure = (status: string) => ["Failed", "Cancelled"].includes(status);

/** Protected, or about to be: the first backup is still to come, or failed. */
const isStopped = (state: string) => !["Protected", "IRPending", "ProtectionError"].includes(state);
