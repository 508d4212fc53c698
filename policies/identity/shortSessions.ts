import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const permissionSet = "aws:ssoadmin/permissionSet:PermissionSet";

const mostHours = 8;

/** Rights on an account end with the working day. */
export const shortSessions: Rule = {
  id: "IAM-20",
  title: "Sessions in an account last a working day at most",
  severity: "low",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-12"] },
  why: "A stolen session is good until it ends, whatever becomes of the person's own login.",
  fix: `Leave sessionDuration away (an hour) or set it to PT${mostHours}H or less.`,
  tokens: [permissionSet],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "Four hours", type: permissionSet, inputs: { sessionDuration: "PT4H" } }],
    fail: [{ title: "Half a day", type: permissionSet, inputs: { sessionDuration: "PT12H" } }],
  },
  check: ({ inputs }) =>
    demandText(inputs.get("sessionDuration"), isShort, "sessions outlast the day", "passes"),
};

/** Hours and minutes of an ISO 8601 duration; what is written otherwise counts as too long. */
export function isShort(duration: string): boolean {
  const match = /^PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,2}S)?$/.exec(duration);
  return match !== null && Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0) <= mostHours * 60;
}
