import { AwsSite, managedNames, VsphereSite } from "../components/index.js";
import type { Catalog, Site } from "../stacks/schema/model.js";
import { awsProvider } from "./awsProvider.js";
import { buildOrganization } from "./organization.js";

/** Builds what exists once for all customers and gives the outputs of the stack. */
export async function buildSite(
  site: Site,
  catalog: Catalog,
): Promise<Readonly<Record<string, unknown>>> {
  const managed = await managedNames();
  if (site.vsphere !== undefined) {
    new VsphereSite("site", {
      ...site.vsphere,
      backupClasses: Object.keys(catalog.backupClasses),
    });
  }
  if (site.aws === undefined) {
    return {};
  }
  const { account, keyAlias } = site.aws;
  const provider = awsProvider(site.aws);
  const { diskKeyArn } = new AwsSite(
    "site",
    { organization: site.organization.awsOrganization, account, keyAlias },
    { providers: [provider] },
  );
  await buildOrganization(site, provider, managed);
  return { diskKeyArn };
}
