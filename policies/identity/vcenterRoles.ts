import { anyText } from "../documents/statements.js";
import { reportIf } from "../framework/certainty.js";
import { demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const role = "vsphere:index/role:Role";
const permissions = "vsphere:index/entityPermissions:EntityPermissions";

/** The id of vCenter's role with all rights. */
const administrator = "-1";

/** Rights on rights: who has them has every other one. */
const handingOut = /^Authorization\.(ModifyPermissions|ModifyRoles|ReassignRolePermissions)$/;

const wrong = "all rights on the object are given";

/** Programs hand out limited rights in vCenter. */
export const vcenterRoles: Rule = {
  id: "IAM-16",
  title: "Permissions in vCenter are never those of an administrator",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6"] },
  why:
    "An administrator of one folder can change who else may do what in it. Administrators of a " +
    "vCenter are few, and not made by a program.",
  fix: "Name the id of a role with the rights that are needed, without Authorization.Modify….",
  tokens: [permissions, role],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A role for virtual machines",
        type: role,
        inputs: { rolePrivileges: ["VirtualMachine.Interact.PowerOn"] },
      },
    ],
    fail: [
      {
        title: "A group of administrators",
        type: permissions,
        inputs: { permissions: [{ roleId: administrator, isGroup: true }] },
      },
    ],
  },
  check: ({ type, inputs }) =>
    type === role
      ? checkRights(inputs.get("rolePrivileges"))
      : inEach(inputs.get("permissions"), checkPermission, wrong),
};

function checkRights(rights: Field): Iterable<Finding> {
  const hands = anyText(rights, (name) => handingOut.test(name), "yes");
  return reportIf(hands, rights, "the role can give itself every right");
}

function checkPermission(permission: Field): Iterable<Finding> {
  return demandText(permission.get("roleId"), (id) => id !== administrator, wrong);
}
