import type { AzureRole } from "../azure/roles.js";
import { managementGroupScope } from "../azure/scopes.js";
import { dataLevels } from "../dataLevel.js";
import { tagKeys } from "../tags.js";
import { builtInPolicy, builtInSet, type DefenderPlan, planPolicy } from "./builtIns.js";
import { authorizationId } from "./scopes.js";

/** What the policies of a tenant have to know. */
export interface TenantFacts {
  /** Id of the group above all others of the service: policies hold there. */
  readonly top: string;
  readonly locations: readonly string[];
  /** The workspace to which every subscription writes its activity; none where it is absent. */
  readonly workspace?: string;
  readonly defender: readonly DefenderPlan[];
  /** Tenants whose people may be given access from outside. */
  readonly managingTenants: readonly string[];
}

/** A policy that holds at the top group and everything below it. */
export interface TenantAssignment {
  /** At most 24 characters, all that Azure takes at a management group; it never changes. */
  readonly name: string;
  readonly title: string;
  /** Resource id of the policy or initiative, known before it exists. */
  readonly definition: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What its identity may do, where it changes something itself. */
  readonly roles: readonly AzureRole[];
  /** The policies of an initiative that change what stands; the policy itself as `""`. */
  readonly remediates: readonly string[];
}

/** A policy of our own. */
export interface TenantDefinition {
  readonly name: string;
  readonly title: string;
  /** Whether groups of resources and subscriptions are judged as well. */
  readonly mode: "All" | "Indexed";
  readonly rule: object;
}

/** The initiative that switches the plans of Defender for Cloud on. */
export const defenderSet = "comanaged-defender";

/** Types by which a subscription is watched. */
const watching = [
  "Microsoft.Insights/diagnosticSettings",
  "Microsoft.Network/networkWatchers",
  "Microsoft.Network/networkWatchers/flowLogs",
  "Microsoft.OperationalInsights/workspaces",
];

const levelTag = `tags['${tagKeys.dataLevel}']`;

/** Policies that Azure does not bring. */
export const tenantDefinitions: readonly TenantDefinition[] = [
  {
    name: "comanaged-data-levels",
    title: "Only data of levels 1 and 2",
    mode: "All",
    rule: {
      if: {
        allOf: [
          { field: levelTag, exists: "true" },
          { field: levelTag, notIn: dataLevels.map(String) },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: Azure calls it so.
      then: { effect: "deny" },
    },
  },
  {
    name: "comanaged-keeps",
    title: "What watches a subscription is not deleted",
    mode: "All",
    rule: {
      if: {
        allOf: [
          { field: "type", in: watching },
          {
            // Azure names watchers itself, and flow logs are named after their networks.
            anyOf: [
              { field: "name", like: "comanaged-*" },
              { field: "name", like: "NetworkWatcher_*" },
              { field: "type", equals: "Microsoft.Network/networkWatchers/flowLogs" },
            ],
          },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: Azure calls it so.
      then: { effect: "denyAction", details: { actionNames: ["delete"] } },
    },
  },
];

/** Everything that the tenant asks of its subscriptions. */
export function tenantAssignments(facts: TenantFacts): readonly TenantAssignment[] {
  const own = (name: string) =>
    authorizationId(managementGroupScope(facts.top), "policyDefinitions", name);
  return [
    plain("comanaged-mcsb", "Microsoft cloud security benchmark", builtInSet("mcsb")),
    plain("comanaged-locations", "Resources in allowed locations", builtInPolicy("locations"), {
      listOfAllowedLocations: facts.locations,
    }),
    plain(
      "comanaged-group-places",
      "Resource groups in allowed locations",
      builtInPolicy("groupLocations"),
      { listOfAllowedLocations: facts.locations },
    ),
    plain("comanaged-public-nics", "No public addresses", builtInPolicy("publicNics")),
    plain("comanaged-ip-forwarding", "No forwarding of packets", builtInPolicy("ipForwarding")),
    plain("comanaged-transport", "Storage over TLS only", builtInPolicy("transport"), {
      effect: "Deny",
    }),
    plain("comanaged-lighthouse", "No access for other tenants", builtInPolicy("managingTenants"), {
      listOfAllowedTenants: facts.managingTenants,
    }),
    ...tenantDefinitions.map(({ name, title }) => plain(name, title, own(name))),
    {
      ...plain("comanaged-public-blobs", "No public blobs", builtInPolicy("publicBlobs")),
      roles: ["Storage Account Contributor"],
      remediates: [""],
    },
    ...activity(facts),
    ...defender(facts),
  ];
}

function plain(
  name: string,
  title: string,
  definition: string,
  parameters: Readonly<Record<string, unknown>> = {},
): TenantAssignment {
  return { name, title, definition, parameters, roles: [], remediates: [] };
}

function activity({ workspace }: TenantFacts): TenantAssignment[] {
  return workspace === undefined
    ? []
    : [
        {
          ...plain("comanaged-activity", "Activity is logged", builtInPolicy("activityLogs"), {
            logAnalytics: workspace,
          }),
          roles: ["Monitoring Contributor", "Log Analytics Contributor"],
          remediates: [""],
        },
      ];
}

function defender({ top, defender: plans }: TenantFacts): TenantAssignment[] {
  const definition = authorizationId(
    managementGroupScope(top),
    "policySetDefinitions",
    defenderSet,
  );
  return plans.length === 0
    ? []
    : [
        {
          ...plain(defenderSet, "Plans of Defender for Cloud are on", definition),
          roles: ["Security Admin"],
          remediates: plans,
        },
      ];
}

/** What the initiative of the plans consists of. */
export function defenderMembers(plans: readonly DefenderPlan[]) {
  return plans.map((plan) => ({
    policyDefinitionId: planPolicy(plan),
    policyDefinitionReferenceId: plan,
  }));
}

/** The name of the task by which an assignment mends what stands already. */
export function remediationName(assignment: string, reference: string): string {
  return [assignment, reference.toLowerCase()].filter(Boolean).join("-");
}
