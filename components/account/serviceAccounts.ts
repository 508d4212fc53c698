import * as iam from "@pulumi/aws/iam";
import type { Resource } from "@pulumi/pulumi";
import { type ServiceAccount, serviceRole } from "../service/account/identity.js";
import { boundaryArn } from "../service/account/names.js";
import { hostOf, pipelineTrust } from "./identity.plan.js";
import type { Part } from "./part.js";

/** The role of who signs tokens, in the names of resources. */
export function issuerRole(issuer: string): string {
  return `issuer-${hostOf(issuer).replaceAll(/[^a-z0-9]+/gi, "-")}`;
}

/**
 * Programs that work in the account from outside, under the customer's responsibility: they show
 * a token that lives for minutes, have no key, and are held by the limit of all roles.
 */
export function createServiceAccounts(part: Part, boundary: Resource): void {
  const { serviceAccounts } = part.account;
  for (const issuer of new Set(serviceAccounts.map((one) => one.issuer))) {
    const accounts = serviceAccounts.filter((one) => one.issuer === issuer);
    const role = issuerRole(issuer);
    const provider = new iam.OpenIdConnectProvider(
      `${part.name}-${role}`,
      {
        url: issuer,
        clientIdLists: [...new Set(accounts.map(({ audience }) => audience))].sort(),
        tags: part.tags(role),
      },
      part.options(role),
    );
    for (const account of accounts) {
      createServiceAccount(part, account, [boundary, provider]);
    }
  }
}

function createServiceAccount(
  part: Part,
  planned: ServiceAccount,
  after: readonly Resource[],
): void {
  const { account } = part.account;
  const name = serviceRole(planned);
  const made = new iam.Role(
    `${part.name}-${name}`,
    {
      ...{ name, maxSessionDuration: 3600, tags: part.tags(name) },
      description: "A program of the customer that comes from outside",
      assumeRolePolicy: JSON.stringify(pipelineTrust(account, planned)),
      permissionsBoundary: boundaryArn(account),
    },
    part.options(name, after),
  );
  for (const policy of planned.policies) {
    const role = `${name}-${policy.split("/").at(-1)}`;
    new iam.RolePolicyAttachment(
      `${part.name}-${role}`,
      { role: made.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
      part.options(role),
    );
  }
}
