import { anyText } from "../documents/statements.js";
import { reportIf } from "../framework/certainty.js";
import { inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const definition = "azure-native:authorization:RoleDefinition";

/** Rights in Azure are named, not handed out by the cloud. */
export const narrowDefinitions: Rule = {
  id: "IAM-09",
  title: "Own roles in Azure name what they allow, never everything",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6"], "CIS Azure v5.0": ["5.23"], "MCSB v1": ["PA-7"] },
  why:
    "A role with * is a second owner that no review finds, because it has another name. " +
    "Microsoft.Authorization/* lets its holder take everything else.",
  fix:
    "List the operations that are needed, such as Microsoft.Compute/virtualMachines/*, in actions " +
    "and dataActions.",
  tokens: [definition],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A role for virtual machines",
        type: definition,
        inputs: { permissions: [{ actions: ["Microsoft.Compute/virtualMachines/*"] }] },
      },
    ],
    fail: [
      {
        title: "A role for everything",
        type: definition,
        inputs: { permissions: [{ actions: ["*"], notActions: ["Microsoft.Support/*"] }] },
      },
    ],
  },
  check: ({ inputs }) => inEach(inputs.get("permissions"), checkPermission, "the role allows all"),
};

function* checkPermission(permission: Field): Iterable<Finding> {
  for (const key of ["actions", "dataActions"]) {
    const operations = permission.get(key);
    yield* reportIf(anyText(operations, isEverything, "yes"), operations, "everything is allowed");
  }
}

/** Whether the operation is any, any of writing ones, or any on rights themselves. */
function isEverything(operation: string): boolean {
  return /^\*(\/(\*|write|action|delete))?$/i.test(operation) || isOnRights(operation);
}

function isOnRights(operation: string): boolean {
  return /^Microsoft\.Authorization\/(\*|\*\/write|roleAssignments\/(\*|write))$/i.test(operation);
}
