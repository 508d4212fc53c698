import { AwsCopyVault, AwsSite, managedNames, VsphereSite } from "../components/index.js";
import type { Catalog, Site } from "../stacks/schema/model.js";
import { awsProvider } from "./awsProvider.js";
import { buildOrganization } from "./organization.js";
import { backUpSystems } from "./platformSystems.js";
import { startCommands } from "./startCommands.js";
import { buildTenant } from "./tenant.js";

/** Builds what exists once for all customers and gives the outputs of the stack. */
export async function buildSite(
  site: Site,
  catalog: Catalog,
): Promise<Readonly<Record<string, unknown>>> {
  const managed = await managedNames();
  if (catalog.platformSystems.length > 0) {
    await startCommands();
  }
  if (site.vsphere !== undefined) {
    new VsphereSite("site", {
      ...site.vsphere,
      backupClasses: Object.keys(catalog.backupClasses),
    });
  }
  const systems = await backUpSystems(site, catalog);
  const outputs = { ...(await buildTenant(site, managed)), ...systems };
  if (site.aws === undefined) {
    return outputs;
  }
  const { account, keyAlias, backupCopies } = site.aws;
  const organization = site.organization.awsOrganization;
  const provider = awsProvider(site.aws);
  const on = { providers: [provider] };
  const { diskKeyArn } = new AwsSite("site", { organization, account, keyAlias }, on);
  await buildOrganization(site, provider, managed);
  if (backupCopies === undefined) {
    return { ...outputs, diskKeyArn };
  }
  const { vaultArn } = new AwsCopyVault("site-backups", { organization, ...backupCopies }, on);
  return { ...outputs, diskKeyArn, backupCopies: vaultArn };
}
