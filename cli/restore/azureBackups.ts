import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
} from "@azure/core-rest-pipeline";
import { DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import { z } from "zod";
import { azureVaultName } from "../../components/backup/azureBackup.plan.js";
import { azureBackupGroupName, azureGroupName } from "../../components/service/azureGroupName.js";
import { slotOf } from "../../components/service/diskSlots.js";
import { type Disk, systemDisk } from "../../components/service/server.js";
import { RunFailure } from "../stack/run.js";
import type { FoundBackup } from "./backups.js";

/** How Azure is asked. */
export interface AzureAccess {
  readonly credential: TokenCredential;
  readonly http: HttpClient;
}

/** The credentials that Azure's own tools find. */
export function azureAccess(): AzureAccess {
  return { credential: new DefaultAzureCredential(), http: createDefaultHttpClient() };
}

/** The server whose backups are looked for. */
interface BackedUp {
  readonly name: string;
  readonly formerly?: readonly string[];
  readonly disks: Readonly<Record<string, Disk>>;
}

/** Which of the estate's backups are looked for. */
interface Where {
  readonly stack: string;
  readonly subscription: string;
  /** Only backups of before this time, in the form of `taken`. */
  readonly before?: string | undefined;
  /** Whether the copies in the paired location are meant. */
  readonly isAcross: boolean;
}

const pointRow = z.object({
  id: z.string(),
  properties: z.object({
    recoveryPointTime: z.iso.datetime({ offset: true }),
    recoveryPointDiskConfiguration: z
      .object({ includedDiskList: z.array(z.object({ lun: z.number() })).nullish() })
      .nullish(),
  }),
});
const page = z.object({ value: z.array(pointRow), nextLink: z.string().nullish() });

/** `2018-12-20` is the one that tells what is in the other location. */
const versions = { here: "2024-04-01", across: "2018-12-20" } as const;

/**
 * The newest recovery point of a server in the estate's vault, and the disks that it does not hold;
 * undefined when there is none.
 *
 * @see https://learn.microsoft.com/rest/api/backup/recovery-points/list
 * @throws RunFailure when Azure does not answer
 */
export async function newestAzureBackup(
  { name, formerly = [], disks }: BackedUp,
  { before, ...where }: Where,
  access: AzureAccess,
): Promise<(FoundBackup & { readonly without?: readonly string[] }) | undefined> {
  const all = await Promise.all(
    [name, ...formerly].map((machine) => pointsOf(machine, where, access)),
  );
  const [newest] = all
    .flat()
    .map(({ id, properties }) => ({
      ...{ point: id, luns: properties.recoveryPointDiskConfiguration?.includedDiskList },
      taken: new Date(properties.recoveryPointTime).toISOString().replace(/\.\d+Z$/, "Z"),
    }))
    .filter(({ taken }) => before === undefined || taken < before)
    .sort((one, other) => (one.taken < other.taken ? 1 : -1));
  if (newest === undefined) {
    return undefined;
  }
  const { point, taken, luns } = newest;
  const without = Object.entries(disks)
    .filter(([label, { removed }]) => label !== systemDisk && removed !== true)
    .filter(([label, disk]) => luns?.every(({ lun }) => lun !== slotOf(label, disk)) ?? false)
    .map(([label]) => label);
  return { point, taken, ...(without.length > 0 && { without }) };
}

async function pointsOf(
  machine: string,
  { stack, subscription, isAcross }: Where,
  access: AzureAccess,
): Promise<z.output<typeof pointRow>[]> {
  const item = `iaasvmcontainerv2;${azureGroupName(stack)};${machine}`;
  const vault = `/subscriptions/${subscription}/resourceGroups/${azureBackupGroupName(stack)}/providers/Microsoft.RecoveryServices/vaults/${azureVaultName(stack)}`;
  const path = `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${item}/protectedItems/vm;${item}/recoveryPoints`;
  const version = isAcross ? versions.across : versions.here;
  const found: z.output<typeof pointRow>[] = [];
  let next: string | undefined = `${endpoint}${path}?api-version=${version}`;
  while (next !== undefined) {
    const { status, body } = await get(next, access);
    if (status === 404) {
      return found;
    }
    const { data } = page.safeParse(body);
    if (status !== 200 || data === undefined) {
      throw new RunFailure(`Azure does not tell the backups of ${machine}: it answers ${status}.`);
    }
    found.push(...data.value);
    next = data.nextLink ?? undefined;
  }
  return found;
}

const endpoint = "https://management.azure.com";

async function get(url: string, { credential, http }: AzureAccess) {
  const pipeline = createPipelineFromOptions({});
  const scopes = `${endpoint}/.default`;
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes }));
  const { status, bodyAsText } = await pipeline.sendRequest(http, createPipelineRequest({ url }));
  return { status, body: jsonOf(bodyAsText) };
}

function jsonOf(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
