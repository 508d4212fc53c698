import * as guardduty from "@pulumi/aws/guardduty";
import * as iam from "@pulumi/aws/iam";
import * as organizations from "@pulumi/aws/organizations";
import * as securityhub from "@pulumi/aws/securityhub";
import * as pulumi from "@pulumi/pulumi";
import { delegated, trustedServices } from "../service/account/organization.js";
import type { PlannedPolicy } from "./organization.plan.js";
import type { OrganizationGround } from "./organizationGround.js";

const administrators = {
  "guardduty.amazonaws.com": guardduty.OrganizationAdminAccount,
  "securityhub.amazonaws.com": securityhub.OrganizationAdminAccount,
} as const;

/** What the organization does once for every account. */
export interface AwsOrganizationArgs {
  readonly policies: readonly PlannedPolicy[];
  /** The regions that accounts may use. */
  readonly regions: readonly string[];
  /** The account that looks after security for all; never the one that owns the organization. */
  readonly securityAccount?: string;
  readonly ground: OrganizationGround;
  /** Names of the resources that the state has: they are not adopted again. */
  readonly managed: ReadonlySet<string>;
}

/**
 * What an AWS organization does once for every account: policies that nobody in an account can
 * undo, root users without credentials, and an account that looks after security. It all stays on,
 * whatever becomes of the stack.
 */
export class AwsOrganization extends pulumi.ComponentResource {
  private readonly args: AwsOrganizationArgs;
  private readonly name: string;

  constructor(name: string, args: AwsOrganizationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { policies, regions, ground, securityAccount } = args;
    const names = policies.map((one) => one.name);
    const told = {
      policies: names,
      regions,
      ...(securityAccount !== undefined && { securityAccount }),
    };
    super("comanaged:site:AwsOrganization", name, told, opts);
    this.args = args;
    this.name = name;
    const organization = new organizations.Organization(
      `${name}-organization`,
      {
        featureSet: "ALL",
        // What others have switched on stays on.
        enabledPolicyTypes: union(
          ground.enabledPolicyTypes,
          policies.map(({ type }) => type),
        ),
        awsServiceAccessPrincipals: union(ground.awsServiceAccessPrincipals, trustedServices),
      },
      this.options("organization", ground.id),
    );
    new iam.OrganizationsFeatures(
      `${name}-root-users`,
      { enabledFeatures: ["RootCredentialsManagement", "RootSessions"] },
      this.options("root-users", undefined, [organization]),
    );
    for (const policy of policies) {
      this.createPolicy(policy, organization);
    }
    if (securityAccount !== undefined) {
      this.delegate(securityAccount, organization);
    }
    this.registerOutputs(told);
  }

  private createPolicy(planned: PlannedPolicy, after: pulumi.Resource): void {
    const { name, type, description, content } = planned;
    const { ground } = this.args;
    const role = `policy-${name}`;
    const known = ground.policies.get(name);
    const policy = new organizations.Policy(
      `${this.name}-${role}`,
      { name, type, description, content: JSON.stringify(content) },
      this.options(role, known, [after]),
    );
    const attachment = ground.attached.has(name) ? `${ground.root}:${known}` : undefined;
    new organizations.PolicyAttachment(
      `${this.name}-${role}-holds`,
      { policyId: policy.id, targetId: ground.root },
      this.options(`${role}-holds`, attachment),
    );
  }

  private delegate(accountId: string, after: pulumi.Resource): void {
    for (const servicePrincipal of delegated.everywhere) {
      const role = `delegates-${servicePrincipal.split(".")[0]}`;
      const id = `${accountId}/${servicePrincipal}`;
      new organizations.DelegatedAdministrator(
        `${this.name}-${role}`,
        { accountId, servicePrincipal },
        this.options(role, this.args.ground.delegated.has(id) ? id : undefined, [after]),
      );
    }
    for (const service of delegated.inEachRegion) {
      this.delegateInRegions(service, accountId, after);
    }
  }

  private delegateInRegions(
    service: (typeof delegated.inEachRegion)[number],
    adminAccountId: string,
    after: pulumi.Resource,
  ): void {
    const { regions, ground, managed } = this.args;
    const roleIn = (region: string) => `delegates-${service.split(".")[0]}-${region}`;
    // AWS tells whether a service is delegated, not where. Once some regions are ours, the others
    // are new.
    const isOurs = regions.some((region) => managed.has(`${this.name}-${roleIn(region)}`));
    const stands = !isOurs && ground.delegated.has(`${adminAccountId}/${service}`);
    for (const region of regions) {
      const role = roleIn(region);
      new administrators[service](
        `${this.name}-${role}`,
        { region, adminAccountId },
        this.options(role, stands ? `${adminAccountId}@${region}` : undefined, [after]),
      );
    }
  }

  private options(
    role: string,
    standing: string | undefined,
    dependsOn: readonly pulumi.Resource[] = [],
  ): pulumi.CustomResourceOptions {
    const isNew = standing !== undefined && !this.args.managed.has(`${this.name}-${role}`);
    return {
      parent: this,
      retainOnDelete: true,
      dependsOn: [...dependsOn],
      ...(isNew && { import: standing }),
    };
  }
}

function union(there: readonly string[], ours: readonly string[]): string[] {
  return [...new Set([...there, ...ours])].sort();
}
