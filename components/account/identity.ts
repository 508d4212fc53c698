import * as iam from "@pulumi/aws/iam";
import { baselineNames } from "../service/account/names.js";
import { boundaryPolicy, peopleTrust } from "./identity.plan.js";
import type { Part } from "./part.js";

/** A role of people. */
interface PeopleRole {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  /** The name of a policy of AWS. */
  readonly policy: string;
}

const roles: readonly PeopleRole[] = [
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
  },
];

/**
 * The identities of an account: roles that people take with a second factor, and the limit of what
 * roles of the customer may do. There are no users.
 */
export function createIdentities(part: Part): void {
  const { account } = part.account;
  for (const { role, name, description, policy } of roles) {
    const made = new iam.Role(
      `${part.name}-${role}`,
      {
        ...{ name, description, maxSessionDuration: 3600, tags: part.tags(role) },
        assumeRolePolicy: JSON.stringify(peopleTrust(account)),
      },
      part.options(role),
    );
    new iam.RolePolicyAttachment(
      `${part.name}-${role}-rights`,
      { role: made.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
      part.options(`${role}-rights`),
    );
  }
  new iam.Policy(
    `${part.name}-boundary`,
    {
      name: baselineNames.boundary,
      description: "The most that roles of the customer and of service accounts may do",
      policy: JSON.stringify(boundaryPolicy(account)),
      tags: part.tags("boundary"),
    },
    part.options("boundary"),
  );
}
