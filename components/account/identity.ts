import * as iam from "@pulumi/aws/iam";
import type { Resource } from "@pulumi/pulumi";
import { baselineNames, boundaryArn } from "../service/account/names.js";
import { boundaryPolicy, federatedTrust, peopleTrust } from "./identity.plan.js";
import type { Part } from "./part.js";
import { createServiceAccounts } from "./serviceAccounts.js";

/** A role of people. */
interface PeopleRole {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  /** The name of a policy of AWS. */
  readonly policy: string;
  /** Whether the limit of all roles of the customer is its own as well. */
  readonly isBounded?: true;
  /** Whether it is taken when the identity provider is out of order, too. */
  readonly isForEmergencies?: true;
}

const always: readonly PeopleRole[] = [
  {
    role: "support-role",
    name: baselineNames.support,
    description: "Opens and follows cases at AWS Support",
    policy: "AWSSupportAccess",
  },
  {
    role: "auditor-role",
    name: baselineNames.auditor,
    description: "Reads how everything is set, and nothing that it holds",
    policy: "SecurityAudit",
  },
  {
    role: "break-glass-role",
    name: baselineNames.breakGlass,
    description: "Emergencies only: whoever takes it is told of at once",
    // All rights take an exception with a date; this mends servers, networks and logs.
    policy: "job-function/SystemAdministrator",
    isForEmergencies: true,
  },
];

/** The daily work of both sides, who share the administration of servers. */
const federated: readonly PeopleRole[] = [
  {
    role: "provider-role",
    name: baselineNames.provider,
    description: "Daily work of the provider, within the limit of the account",
    policy: "job-function/SystemAdministrator",
    isBounded: true,
  },
  {
    role: "customer-role",
    name: baselineNames.customer,
    description: "Daily work of the customer, within the limit of the account",
    policy: "job-function/SystemAdministrator",
    isBounded: true,
  },
];

/**
 * The identities of an account: who tells who its people are, the roles that they take, the limit
 * of what roles of both sides may do, and programs that come from outside. There are no users.
 */
export function createIdentities(part: Part): void {
  const { account, federation } = part.account;
  const boundary = new iam.Policy(
    `${part.name}-boundary`,
    {
      name: baselineNames.boundary,
      description: "The most that roles of the customer and of service accounts may do",
      policy: JSON.stringify(boundaryPolicy(account)),
      tags: part.tags("boundary"),
    },
    part.options("boundary"),
  );
  for (const role of always) {
    createRole(part, role, []);
  }
  if (federation !== undefined) {
    const provider = new iam.SamlProvider(
      `${part.name}-federation`,
      {
        name: federation.name,
        samlMetadataDocument: federation.metadata,
        tags: part.tags("federation"),
      },
      part.options("federation"),
    );
    for (const role of federated) {
      createRole(part, role, [boundary, provider]);
    }
  }
  createServiceAccounts(part, boundary);
}

function createRole(part: Part, planned: PeopleRole, after: readonly Resource[]): void {
  const { role, name, description, policy, isBounded, isForEmergencies } = planned;
  const { account, federation } = part.account;
  const trust =
    federation === undefined || isForEmergencies
      ? peopleTrust(account)
      : federatedTrust(account, federation);
  const made = new iam.Role(
    `${part.name}-${role}`,
    {
      ...{ name, description, maxSessionDuration: 3600, tags: part.tags(role) },
      assumeRolePolicy: JSON.stringify(trust),
      ...(isBounded && { permissionsBoundary: boundaryArn(account) }),
    },
    part.options(role, after),
  );
  new iam.RolePolicyAttachment(
    `${part.name}-${role}-rights`,
    { role: made.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
    part.options(`${role}-rights`),
  );
}
