import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const assignment = "azure-native:authorization:RoleAssignment";

/** Rights in Azure come with a group, and go with it. */
export const assignedGroups: Rule = {
  id: "IAM-08",
  title: "Roles in Azure are assigned to groups and identities, never to a person",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6", "AC-2"], "MCSB v1": ["PA-1"] },
  why: "Rights that hang on a person outlast the task. Groups are reviewed and emptied elsewhere.",
  fix: 'Assign the role to a group and set principalType to "Group", or to "ServicePrincipal".',
  tokens: [assignment],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "Rights of a group", type: assignment, inputs: { principalType: "Group" } }],
    fail: [{ title: "Rights of a person", type: assignment, inputs: { principalType: "User" } }],
  },
  check: ({ inputs }) => {
    const isFine = (kind: string) => kind === "Group" || kind === "ServicePrincipal";
    return demandText(inputs.get("principalType"), isFine, "the role may be a person's");
  },
};
