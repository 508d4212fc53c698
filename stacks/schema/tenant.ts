import { z } from "zod";
import type { Exemption } from "../../components/service/account/control.js";
import { azureRoles, defenderPlans } from "../../components/service/tenant/builtIns.js";
import { mcsbControls } from "../../components/service/tenant/mcsbControls.js";
import { choice, flag } from "./fields/choice.js";
import { location, subscriptionId, workspaceId } from "./fields/microsoft.js";
import { line, name } from "./fields/text.js";
import { date } from "./fields/time.js";
import { hinted } from "./report/hint.js";
import { closest } from "./report/wording.js";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const tenantId = hinted(z.string().regex(uuid), {
  noun: "the id of a tenant",
  expected: "a UUID in lower-case letters",
  example: "0a0a0a0a-0000-4000-8000-00000000000a",
  mend: (text) => (uuid.test(text.toLowerCase()) ? text.toLowerCase() : undefined),
});

/** The id of a management group, which never changes. */
const groupId = hinted(z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/), {
  noun: "the id of a management group",
  expected: "at most 40 lower-case letters, digits and -, first and last no -",
  example: "comanaged",
});

const principalId = hinted(z.string().regex(uuid), {
  noun: "the object id of a group",
  expected: "a UUID in lower-case letters",
  example: "5e5e5e5e-0000-4000-8000-000000000005",
  mend: (text) => (uuid.test(text.toLowerCase()) ? text.toLowerCase() : undefined),
});

const role = choice("a role of Azure", azureRoles);

const eligibility = z
  .strictObject({
    group: principalId.describe("The object id of the group in Entra ID."),
    role: role.describe("What its people may take up when they need it."),
    at: groupId.describe("The management group at which they have it."),
    reason: line.describe("What they need it for."),
    from: date.describe("The first day."),
    until: date.describe("The last day, a year later at most."),
  })
  .describe("A right that a group of people may take up when it needs it.");

const delegation = z
  .strictObject({
    tenant: tenantId.describe("The tenant from which the people come."),
    title: line.describe("What the owners of subscriptions see."),
    people: z
      .record(
        name,
        z.strictObject({
          group: principalId.describe("The object id of the group in the other tenant."),
          role: role.describe("What it may do; it reads all the time, and takes up the rest."),
        }),
      )
      .describe("The groups of the other tenant, by their names."),
  })
  .describe("People of another tenant, who look after all subscriptions without being guests.");

const exemption = z
  .strictObject({
    policy: line.describe("The policy by its name, such as comanaged-public-nics."),
    at: line.describe("The subscription or the management group that does without it."),
    reason: line.describe("Why it does without it."),
    owner: line.describe("Who answers for it."),
    until: date.describe("The last day on which it is done without."),
    mitigated: flag.describe("Whether something else meets what the policy is for.").default(false),
  })
  .describe("A policy that something does without for a while.");

const controls = Object.keys(mcsbControls);

const controlId = hinted(
  z.string().refine((id) => controls.includes(id)),
  {
    noun: "a control",
    expected: 'the id of a control of the Microsoft cloud security benchmark v1, such as "NS-5"',
    example: "NS-5",
    mend: (text) => closest(text, controls),
  },
);

const withoutControl = z
  .strictObject({
    reason: line.describe("Why the tenant does without it."),
    owner: line.describe("Who answers for it."),
    until: date.describe("The last day on which it is done without."),
  })
  .describe("A control that the tenant does without for a while.");

const group = z
  .strictObject({
    title: line.describe("What people see, such as Departments."),
    below: groupId.describe("The group above it; absent for the one at the top.").optional(),
    subscriptions: z
      .array(subscriptionId)
      .default([])
      .describe("The subscriptions that stand in it."),
  })
  .describe("A management group of the service.");

const limits = z
  .strictObject({
    locations: z.array(location).min(1).describe("The locations that subscriptions may use."),
    groups: z
      .record(groupId, group)
      .describe("The management groups, by their ids; one of them is at the top."),
    newSubscriptions: groupId.describe("The group in which new subscriptions begin."),
    workspace: workspaceId
      .describe("The Log Analytics workspace to which every subscription writes its activity.")
      .optional(),
    defender: z
      .array(choice("a plan of Defender for Cloud", defenderPlans))
      .min(1)
      .default(["servers", "keyVaults", "resourceManager"])
      .describe("The plans of Defender for Cloud that every subscription has."),
    asOf: date.describe("The planning date: what ended before it is refused.").optional(),
    eligible: z
      .record(name, eligibility)
      .default({})
      .describe("Rights that groups of people may take up, by names."),
    delegation: delegation.optional(),
    exemptions: z
      .record(name, exemption)
      .default({})
      .describe("Policies that something does without for a while, by names."),
    controls: z
      .record(controlId, withoutControl)
      .default({})
      .describe("Controls of the benchmark that the tenant does without for a while, by ids."),
  })
  .describe("What the tenant does once for every subscription.");

/** What exists once in the Azure tenant. */
export const azureTenant = z
  .strictObject({
    tenant: tenantId.describe("The id of the tenant."),
    subscription: subscriptionId.describe("The provider's own subscription."),
    location: location.describe("Where the identities of policies live."),
    limits: limits.optional(),
  })
  .describe("What exists once in the Azure tenant; absent where nothing runs on Azure.");

/** What the tenant does once for every subscription. */
export type TenantLimits = z.output<typeof limits>;

/** The controls of the benchmark that the tenant does without for a while. */
export function withoutOf({ controls: without }: TenantLimits): Exemption[] {
  return Object.entries(without).map(([control, one]) => ({ control, ...one }));
}
