import { allOf, holds, isGiven, not, reportIf } from "../framework/certainty.js";
import type { Finding, Rule } from "../framework/rule.js";

const assignment = "azure-native:authorization:RoleAssignment";

/**
 * Azure's roles that hand out roles: Owner, User Access Administrator, Role Based Access Control
 * Administrator. Source: Azure's list of built-in roles.
 */
const handingOut = [
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
];

const owner = `/providers/Microsoft.Authorization/roleDefinitions/${handingOut[0]}`;

/** Few may hand out roles, and only those that are named. */
export const tiedOwners: Rule = {
  id: "IAM-15",
  title: "Roles that hand out roles are assigned with a condition",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AC-6"],
    "CIS Azure v5.0": ["5.3.3", "5.27"],
    "MCSB v1": ["PA-1"],
  },
  why:
    "An owner can make anybody an owner. With a condition on the roles that may be handed out, " +
    "delegation stays possible and the way up is closed.",
  fix:
    "Assign Contributor or a narrower role, or set condition (and conditionVersion 2.0) to the " +
    "roles that may be handed out.",
  tokens: [assignment],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Who may hand out one role",
        type: assignment,
        inputs: {
          roleDefinitionId: owner,
          condition:
            "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] " +
            "ForAnyOfAnyValues:GuidEquals {b24988ac-6180-42a0-ab88-20f7382dd24c}",
        },
      },
    ],
    fail: [
      { title: "An owner without limits", type: assignment, inputs: { roleDefinitionId: owner } },
    ],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const role = inputs.get("roleDefinitionId");
    const isOther = (id: string) => !handingOut.some((own) => id.toLowerCase().endsWith(own));
    const handsOut = allOf(isGiven(role), not(holds(role.text(), isOther)));
    const isTied = holds(inputs.get("condition").text(), (text) => text.trim() !== "");
    return reportIf(allOf(handsOut, not(isTied)), role, "every role can be handed out");
  },
};
