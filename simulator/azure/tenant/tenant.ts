import type { ResourceBehaviour } from "../../core/behaviour.js";
import { assignment, remediation, roleAssignment } from "./assignments.js";
import { definition, set } from "./definitions.js";
import { delegation, eligibility, exemption, offer } from "./grants.js";
import { hierarchySetting, managementGroup, placement } from "./groups.js";
import { placementKind, tenantKinds } from "./kinds.js";

/** The code of what a tenant has above its subscriptions. */
export const tenantResources: Readonly<Record<string, ResourceBehaviour>> = {
  [placementKind]: placement,
  [tenantKinds.assignment]: assignment,
  [tenantKinds.definition]: definition,
  [tenantKinds.delegation]: delegation,
  [tenantKinds.eligibility]: eligibility,
  [tenantKinds.exemption]: exemption,
  [tenantKinds.group]: managementGroup,
  [tenantKinds.hierarchy]: hierarchySetting,
  [tenantKinds.offer]: offer,
  [tenantKinds.remediation]: remediation,
  [tenantKinds.roleAssignment]: roleAssignment,
  [tenantKinds.set]: set,
};
