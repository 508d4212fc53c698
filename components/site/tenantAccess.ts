import * as authorization from "@pulumi/azure-native/authorization";
import * as managedservices from "@pulumi/azure-native/managedservices";
import * as pulumi from "@pulumi/pulumi";
import { roleId } from "../service/azure/roles.js";
import { managementGroupScope, subscriptionScope } from "../service/azure/scopes.js";
import type { Delegation, Eligibility, PolicyExemption } from "../service/tenant/access.js";
import { authorizationId } from "../service/tenant/scopes.js";
import { delegationName, offerId, offerOf } from "./tenantAccess.plan.js";

/** Who may do what in a tenant, and what does without a policy of it. */
export interface AzureTenantAccessArgs {
  /** The group at which the policies hold. */
  readonly top: string;
  readonly eligible: readonly Eligibility[];
  readonly delegation?: Delegation;
  readonly exemptions: readonly PolicyExemption[];
  /** Ids of what stands and is not in the stack's state, by the role in the component. */
  readonly standing: ReadonlyMap<string, string>;
}

/**
 * Rights in a tenant that somebody may take up for a while, access for people of another tenant,
 * and exemptions with an end. What protects stays when a stack goes; this goes with it, because
 * less of it is never weaker.
 */
export class AzureTenantAccess extends pulumi.ComponentResource {
  private readonly args: AzureTenantAccessArgs;
  private readonly name: string;

  constructor(name: string, args: AzureTenantAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { top, eligible, delegation, exemptions } = args;
    const told = {
      top,
      eligible: eligible.map((one) => one.name),
      delegated: delegation?.subscriptions ?? [],
      exemptions: exemptions.map((one) => one.name),
    };
    super("comanaged:site:AzureTenantAccess", name, told, opts);
    this.args = args;
    this.name = name;
    eligible.forEach((one) => {
      this.makeEligible(one);
    });
    if (delegation !== undefined) {
      this.delegate(delegation);
    }
    exemptions.forEach((one) => {
      this.exempt(one);
    });
    this.registerOutputs(told);
  }

  /** No import finds one: the provider looks by what an import does not tell it. */
  private makeEligible({ name, principal, role, at, reason, from, until }: Eligibility): void {
    new authorization.PimRoleEligibilitySchedule(
      `${this.name}-eligible-${name}`,
      {
        ...{
          scope: managementGroupScope(at),
          principalId: principal,
          roleDefinitionId: roleId(role),
        },
        justification: reason,
        scheduleInfo: {
          startDateTime: `${from}T00:00:00Z`,
          expiration: { type: "AfterDateTime", endDateTime: lastMoment(until) },
        },
      },
      { parent: this },
    );
  }

  private delegate(delegation: Delegation): void {
    for (const subscription of delegation.subscriptions) {
      const scope = subscriptionScope(subscription);
      const name = delegationName(delegation, subscription);
      const offered = new managedservices.RegistrationDefinition(
        `${this.name}-offers-${subscription}`,
        { scope, registrationDefinitionId: name, properties: offerOf(delegation) },
        this.options(`offers-${subscription}`),
      );
      new managedservices.RegistrationAssignment(
        `${this.name}-delegates-${subscription}`,
        {
          ...{ scope, registrationAssignmentId: name },
          properties: { registrationDefinitionId: offerId(scope, name) },
        },
        { ...this.options(`delegates-${subscription}`), dependsOn: [offered] },
      );
    }
  }

  private exempt(exemption: PolicyExemption): void {
    const { name, policy, scope, reason, owner, mitigated, until } = exemption;
    new authorization.PolicyExemption(
      `${this.name}-exempts-${name}`,
      {
        ...{ scope, policyExemptionName: name, displayName: name, description: reason },
        policyAssignmentId: authorizationId(
          managementGroupScope(this.args.top),
          "policyAssignments",
          policy,
        ),
        exemptionCategory: mitigated ? "Mitigated" : "Waiver",
        expiresOn: lastMoment(until),
        metadata: { owner },
      },
      this.options(`exempts-${name}`),
    );
  }

  private options(role: string): pulumi.CustomResourceOptions {
    const standing = this.args.standing.get(role);
    return { parent: this, ...(standing !== undefined && { import: standing }) };
  }
}

function lastMoment(day: string): string {
  return `${day}T23:59:59Z`;
}
