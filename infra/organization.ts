import type { ProviderResource } from "@pulumi/pulumi";
import { AwsOrganization, findOrganization, organizationPolicies } from "../components/index.js";
import type { Site } from "../stacks/schema/model.js";

/** Builds what the organization does once for every account, where the site says that it does. */
export async function buildOrganization(
  site: Site,
  provider: ProviderResource,
  managed: ReadonlySet<string>,
): Promise<void> {
  const limits = site.aws?.limits;
  if (limits === undefined) {
    return;
  }
  const { awsOrganization: organization } = site.organization;
  const { securityAccount } = limits;
  const policies = organizationPolicies({ organization, ...limits });
  const ground = await findOrganization(policies, { provider });
  new AwsOrganization(
    "site-aws-organization",
    {
      ...{ policies, regions: limits.regions, ground, managed },
      ...(securityAccount !== undefined && { securityAccount }),
    },
    { providers: [provider] },
  );
}
