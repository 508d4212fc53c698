import type { Approval } from "../../../components/service/time/approvals.js";
import { approval } from "../deferral.js";
import type { PatchGroup } from "../model.js";
import { checkDecision } from "./decisions.js";
import { type Declared, lookUp } from "./declared.js";
import { listBelow } from "./lists.js";
import type { Timing } from "./timing.js";

/** The approvals of an estate that are in force; what is wrong with any is reported. */
export function resolveApprovals(
  raw: unknown,
  groups: Declared<PatchGroup>,
  timing: Timing,
): readonly Approval[] {
  return listBelow(raw, "approvals", approval).flatMap(({ path, value }) => {
    const { group, openings, until, approver } = value;
    const what = { kind: "a patch group", where: "this estate" };
    lookUp(groups, group, what, [...path, "group"], timing.report);
    checkDecision(value, path, timing);
    if (timing.asOf !== undefined && timing.asOf > until) {
      timing.leftover(path, `the approval for ${group} ended on ${until}`);
      return [];
    }
    return [{ group, openings, approver }];
  });
}
