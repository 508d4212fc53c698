import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSpec } from "../core/spec.js";
import { azureTokens } from "./azureTokens.js";
import { formatSpec } from "./formatSpec.js";
import { type Layout, specOf } from "./generateDeclared.js";

const layout: Layout = {
  package: "@pulumi/azure-native",
  parts,
  told: (input) => input.replace(/Args$/, "Response"),
  modules: [
    ...["authorization", "compute", "consumption", "maintenance", "managedidentity"],
    ...["managedservices", "management", "monitor", "network", "operationalinsights"],
    ...["policyinsights", "recoveryservices", "resources", "security", "storage"],
  ],
  // The second one belongs to another type: alerts of queries know no "gt".
  open: ["compute.VirtualMachineSizeTypes", "monitor.ConditionOperator"],
  used: [
    "inputs.recoveryservices.AzureIaaSComputeVMProtectedItemArgs",
    "inputs.recoveryservices.AzureIaaSVMProtectionPolicyArgs",
    "inputs.recoveryservices.LongTermRetentionPolicyArgs",
    "inputs.recoveryservices.SimpleSchedulePolicyV2Args",
  ],
  mixed: ["inputs.security.NotificationsSourceAlertArgs"],
  pathIsTold: true,
};

/** `compute/disk.d.ts` and `Disk` of `azure-native:compute:Disk`. */
function parts(token: string): { file: string; name: string } {
  const [, module = "", name = ""] = token.split(":");
  return { file: `${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`, name };
}

/** The simulator's data of Azure, taken from the declarations of the bindings. */
export function azureSpec(): PackageSpec {
  return specOf("azure-native", layout, azureTokens);
}

if (require.main === module) {
  writeFileSync(join("simulator", "data", "azure.json"), formatSpec(azureSpec()));
}
