import { demandFlag, inEach } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const permissions = "vsphere:index/entityPermissions:EntityPermissions";

const wrong = "the permission is given to a single person";

/** Rights in vCenter come with a group, and go with it. */
export const groupPermissions: Rule = {
  id: "IAM-11",
  title: "Permissions in vCenter are given to groups",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6"] },
  why: "Rights that hang on a person outlast the task. Groups are reviewed and emptied elsewhere.",
  fix: "Set isGroup to true and name a group in every entry of permissions.",
  tokens: [permissions],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Rights of a group",
        type: permissions,
        inputs: { permissions: [{ userOrGroup: "uni\\library-ops", isGroup: true }] },
      },
    ],
    fail: [
      {
        title: "Rights of one person",
        type: permissions,
        inputs: { permissions: [{ userOrGroup: "uni\\mmuster", isGroup: false }] },
      },
    ],
  },
  check: ({ inputs }) =>
    inEach(
      inputs.get("permissions"),
      (permission) => demandFlag(permission.get("isGroup"), true, wrong),
      wrong,
    ),
};
