import { type Input, type ProviderResource, RunError } from "@pulumi/pulumi";
import {
  type AzureBirth,
  type AzureBringing,
  type AzureLanding,
  AzureRestore,
  azureBirthOf,
  azureVaultName,
  findAzurePoints,
  type PlannedAzureBirth,
} from "../components/index.js";
import { systemDisk } from "../components/service/server.js";
import type { AzureOffer, AzureServer, AzureTarget, Estate } from "../stacks/schema/model.js";
import { namesOf, pointsOf } from "./restores.js";

/** What restores need of the estate's part of Azure. */
interface Ground extends Pick<AzureOffer, "restoreIdentity"> {
  readonly landing: AzureLanding;
  readonly provider: ProviderResource;
  readonly diskEncryptionSetId: Input<string>;
}

/**
 * Has recovery points restored beside the servers, and says what of which server starts from them.
 *
 * @throws RunError that lists every backup that is not there, or is not what it is taken for
 */
export async function restoreOnAzure(
  estate: Estate,
  servers: readonly AzureServer[],
  ground: Ground,
): Promise<ReadonlyMap<string, AzureBirth>> {
  const heirs = servers.filter((server) => pointsOf(server).length > 0);
  const { azure, stack, customer } = estate;
  if (heirs.length === 0 || azure === undefined) {
    return new Map();
  }
  const { landing, provider, restoreIdentity, diskEncryptionSetId } = ground;
  if (restoreIdentity === undefined) {
    throw new RunError(
      "platforms.azure.restoreIdentity: is missing in the catalog; Azure restores backups with a managed identity.",
    );
  }
  const identityId = identityOf(azure, restoreIdentity);
  const own = { subscription: azure.subscription, name: azureVaultName(stack) };
  const points = await findAzurePoints(heirs.flatMap(pointsOf), own, { provider });
  const planned = heirs.map((server) => ({
    server,
    plan: azureBirthOf({ ...server, names: namesOf(server, servers) }, points),
  }));
  const why = planned.flatMap(({ plan }) => (plan.kind === "unsound" ? plan.why : []));
  if (why.length > 0) {
    throw new RunError(["Backups cannot be restored like this:", ...why].join("\n  "));
  }
  const bringOut = ({ key, ...bringing }: AzureBringing, server: string) => {
    const heir = key === "" ? server : `${server}-${key}`;
    return new AzureRestore(
      `${stack}-restore-${heir}-${bringing.point.name}`,
      {
        ...{ ...bringing, estate: stack, owner: customer.owner, heir, location: azure.location },
        places: Object.values(bringing.places),
        ...{ identityId, diskEncryptionSetId },
        hooks: landing.hooks,
      },
      { providers: [provider] },
    );
  };
  return new Map(
    planned.flatMap(({ server: { name }, plan }): [string, AzureBirth][] =>
      plan.kind === "sound"
        ? [[name, birthFrom(plan.birth, (one) => bringOut(one, name), identityId)]]
        : [],
    ),
  );
}

function identityOf(
  { subscription }: AzureTarget,
  { resourceGroup, name }: NonNullable<AzureOffer["restoreIdentity"]>,
): string {
  const group = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  return `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** What of a server starts from what is brought out for it. */
function birthFrom(
  { brought, isBorn, yielding }: PlannedAzureBirth,
  bringOut: (bringing: AzureBringing) => AzureRestore,
  identityId: string,
): AzureBirth {
  const all = brought.map((bringing) => ({ ...bringing, restore: bringOut(bringing) }));
  const starting = all.filter(({ key }) => key !== "" || isBorn);
  const disks = starting.flatMap(({ places, restore }) =>
    Object.entries(places)
      .filter(([label]) => label !== systemDisk)
      .map(([label, place]): [string, Input<string>] => [label, restore.diskAt(place)]),
  );
  const [whole] = starting.filter(({ key }) => key === "");
  return {
    ...{ disks: Object.fromEntries(disks), yielding },
    ...(whole && {
      system: {
        ...{ source: whole.restore.diskAt("system"), point: whole.point.name, identityId },
        resourceGroupName: whole.restore.resourceGroupName,
      },
    }),
  };
}
