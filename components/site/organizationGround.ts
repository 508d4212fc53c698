import * as organizations from "@pulumi/aws/organizations";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { delegated } from "../service/account/organization.js";
import type { PlannedPolicy } from "./organization.plan.js";

/** What stands in an organization. */
export interface OrganizationGround {
  readonly id: string;
  /** The root above all accounts. */
  readonly root: string;
  readonly enabledPolicyTypes: readonly string[];
  readonly awsServiceAccessPrincipals: readonly string[];
  /** Ids of our policies by their names. */
  readonly policies: ReadonlyMap<string, string>;
  /** Names of those that hold at the root. */
  readonly attached: ReadonlySet<string>;
  /** Services that an account looks after, as `account/service`. */
  readonly delegated: ReadonlySet<string>;
}

/**
 * Finds the organization and what of ours stands in it.
 *
 * @throws RunError when it has no root
 */
export async function findOrganization(
  planned: readonly PlannedPolicy[],
  invoke: InvokeOptions,
): Promise<OrganizationGround> {
  const found = await organizations.getOrganization({}, invoke);
  const [root] = found.roots;
  if (root === undefined) {
    throw new RunError(`The organization ${found.id} has no root that this account may see.`);
  }
  const { enabledPolicyTypes, awsServiceAccessPrincipals } = found;
  const types = [...new Set(planned.map(({ type }) => type))];
  const known = await Promise.all(
    types
      .filter((type) => enabledPolicyTypes.includes(type))
      .map((type) => policiesOf(type, root.id, invoke)),
  );
  const services = [...delegated.everywhere, ...delegated.inEachRegion];
  const delegates = await Promise.all(
    services.map(async (servicePrincipal) => {
      const told = await organizations.getDelegatedAdministrators({ servicePrincipal }, invoke);
      return told.delegatedAdministrators.map(({ id }) => `${id}/${servicePrincipal}`);
    }),
  );
  const all = known.flat();
  return {
    ...{ id: found.id, root: root.id, enabledPolicyTypes, awsServiceAccessPrincipals },
    policies: new Map(all.map(({ name, id }) => [name, id])),
    attached: new Set(all.filter(({ isAttached }) => isAttached).map(({ name }) => name)),
    delegated: new Set(delegates.flat()),
  };
}

async function policiesOf(filter: string, targetId: string, invoke: InvokeOptions) {
  const [{ ids }, attached] = await Promise.all([
    organizations.getPolicies({ filter }, invoke),
    organizations.getPoliciesForTarget({ filter, targetId }, invoke),
  ]);
  const read = async (policyId: string) => {
    const { name } = await organizations.getPolicy({ policyId }, invoke);
    return { id: policyId, name, isAttached: attached.ids.includes(policyId) };
  };
  return Promise.all(ids.map(read));
}
