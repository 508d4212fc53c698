import * as authorization from "@pulumi/azure-native/authorization";
import * as management from "@pulumi/azure-native/management";
import * as policyinsights from "@pulumi/azure-native/policyinsights";
import * as pulumi from "@pulumi/pulumi";
import { managementGroupScope } from "../service/azure/scopes.js";
import {
  defenderMembers,
  defenderSet,
  type TenantFacts,
  tenantDefinitions,
} from "../service/tenant/assignments.js";
import type { Placement, TenantGroup } from "../service/tenant/groups.js";
import { type PlannedAssignment, planAssignments } from "./tenant.plan.js";
import type { TenantGround } from "./tenantGround.js";

/** A subscription in its group. */
export interface PlacedSubscription extends Placement {
  /** The provider of the subscription: Azure takes no other for placing it. */
  readonly provider: pulumi.ProviderResource;
}

/** What a tenant does once for every subscription. */
export interface AzureTenantArgs {
  /** Id of the tenant, which is also that of its root group. */
  readonly tenant: string;
  /** Where the identities of policies live. */
  readonly location: string;
  readonly facts: TenantFacts;
  /** Each after the one above it, the first at the top. */
  readonly groups: readonly TenantGroup[];
  /** The group in which new subscriptions of the tenant begin. */
  readonly newSubscriptions: string;
  readonly subscriptions: readonly PlacedSubscription[];
  readonly ground: TenantGround;
}

/**
 * What an Azure tenant does once for every subscription: the tree of management groups with the
 * subscriptions in it, and at its top the policies that nobody in a subscription can undo. It all
 * stays, whatever becomes of the stack.
 */
export class AzureTenant extends pulumi.ComponentResource {
  private readonly args: AzureTenantArgs;
  private readonly name: string;
  private readonly groups = new Map<string, pulumi.Resource>();

  constructor(name: string, args: AzureTenantArgs, opts?: pulumi.ComponentResourceOptions) {
    const { tenant, facts, groups, newSubscriptions, subscriptions } = args;
    const told = {
      ...{ tenant, ...facts, newSubscriptions },
      groups: groups.map(({ id, below }) => `${id}@${below ?? tenant}`),
      subscriptions: subscriptions.map(({ subscription, group }) => `${subscription}@${group}`),
    };
    super("comanaged:site:AzureTenant", name, told, opts);
    this.args = args;
    this.name = name;
    groups.forEach((group) => {
      this.createGroup(group);
    });
    this.createHierarchy();
    const definitions = this.createDefinitions();
    for (const planned of planAssignments(facts)) {
      this.assign(planned, definitions);
    }
    subscriptions.forEach((placed) => {
      this.place(placed);
    });
    this.registerOutputs(told);
  }

  private createGroup({ id, title, below }: TenantGroup): void {
    const above = below === undefined ? undefined : this.groups.get(below);
    const group = new management.ManagementGroup(
      `${this.name}-group-${id}`,
      {
        // The class has both, and an import tells both.
        ...{ groupId: id, name: id },
        displayName: title,
        details: { parent: { id: managementGroupScope(below ?? this.args.tenant) } },
      },
      this.options(`group-${id}`, above ? [above] : []),
    );
    this.groups.set(id, group);
  }

  /** New subscriptions come under the policies, and nobody makes groups beside them. */
  private createHierarchy(): void {
    const { tenant, newSubscriptions } = this.args;
    new management.HierarchySetting(
      `${this.name}-hierarchy`,
      {
        groupId: tenant,
        defaultManagementGroup: managementGroupScope(newSubscriptions),
        requireAuthorizationForGroupCreation: true,
      },
      this.options("hierarchy", this.groupNamed(newSubscriptions)),
    );
  }

  private createDefinitions(): pulumi.Resource[] {
    const { facts, ground } = this.args;
    const { top, defender } = facts;
    const own = tenantDefinitions.map(({ name, title, mode, rule }) => {
      const role = `definition-${name}`;
      return new authorization.PolicyDefinitionAtManagementGroup(
        `${this.name}-${role}`,
        {
          ...{ managementGroupId: top, policyDefinitionName: name, displayName: title, mode },
          ...{ policyType: "Custom", policyRule: rule },
          metadata: { category: "Co-managed", comanagedKey: ground.key },
        },
        this.options(role, this.groupNamed(top)),
      );
    });
    const role = `definition-${defenderSet}`;
    const plans = new authorization.PolicySetDefinitionAtManagementGroup(
      `${this.name}-${role}`,
      {
        ...{ managementGroupId: top, policySetDefinitionName: defenderSet },
        ...{ displayName: "Plans of Defender for Cloud", policyType: "Custom" },
        policyDefinitions: defenderMembers(defender),
      },
      this.options(role, this.groupNamed(top)),
    );
    return [...own, plans];
  }

  private assign(planned: PlannedAssignment, definitions: readonly pulumi.Resource[]): void {
    const { name, title, definition, parameters, roles, remediations } = planned;
    const role = `policy-${name}`;
    const scope = managementGroupScope(this.args.facts.top);
    const acts = roles.length > 0;
    const assignment = new authorization.PolicyAssignment(
      `${this.name}-${role}`,
      {
        ...{ scope, policyAssignmentName: name, displayName: title },
        ...{ policyDefinitionId: definition, enforcementMode: "Default" },
        ...{ parameters: valuesOf(parameters), nonComplianceMessages: [{ message: title }] },
        ...(acts && { identity: { type: "SystemAssigned" }, location: this.args.location }),
      },
      this.options(role, definitions),
    );
    const granted = roles.map(({ key, name: guid, roleDefinitionId }) => {
      const own = `${role}-may-${key}`;
      return new authorization.RoleAssignment(
        `${this.name}-${own}`,
        {
          ...{ scope, roleAssignmentName: guid, roleDefinitionId },
          principalId: assignment.identity.apply((identity) => identity?.principalId ?? ""),
          principalType: "ServicePrincipal",
        },
        this.options(own, [assignment]),
      );
    });
    for (const { name: task, reference } of remediations) {
      this.mend(task, planned.id, reference, granted);
    }
  }

  private mend(
    remediationName: string,
    policyAssignmentId: string,
    reference: string,
    after: readonly pulumi.Resource[],
  ): void {
    const role = `mends-${remediationName}`;
    new policyinsights.RemediationAtManagementGroup(
      `${this.name}-${role}`,
      {
        ...{ managementGroupId: this.args.facts.top, remediationName, policyAssignmentId },
        managementGroupsNamespace: "Microsoft.Management",
        ...(reference !== "" && { policyDefinitionReferenceId: reference }),
      },
      this.options(role, after),
    );
  }

  private place({ subscription, group, provider }: PlacedSubscription): void {
    const role = `places-${subscription}`;
    new management.ManagementGroupSubscription(
      `${this.name}-${role}`,
      { groupId: group },
      { ...this.options(role, this.groupNamed(group)), provider },
    );
  }

  private groupNamed(id: string): pulumi.Resource[] {
    const found = this.groups.get(id);
    return found === undefined ? [] : [found];
  }

  private options(
    role: string,
    dependsOn: readonly pulumi.Resource[],
  ): pulumi.CustomResourceOptions {
    const standing = this.args.ground.standing.get(role);
    return {
      parent: this,
      retainOnDelete: true,
      dependsOn: [...dependsOn],
      ...(standing !== undefined && { import: standing }),
    };
  }
}

function valuesOf(parameters: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, { value }]));
}
