import type { Path } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";
import type { Timing } from "./timing.js";

/** Who asks for something and who allows it. */
interface Decision {
  readonly requester: string;
  readonly approver: string;
}

/** An approver whom the catalog does not name, or who asks for it in person, is reported. */
export function checkDecision(
  { requester, approver }: Decision,
  path: Path,
  { promises: { approvers }, report }: Pick<Timing, "promises" | "report">,
): void {
  if (approvers === undefined) {
    return;
  }
  const at = { path: [...path, "approver"], at: "value" } as const;
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const others = approvers.filter((name) => !isSame(name, requester));
  if (!approvers.some((name) => isSame(name, approver))) {
    report({
      ...at,
      message: `${quote(approver)} is not an approver of the catalog`,
      allowed: oneOf(others),
      fix: didYouMean(approver, others, "Have one of them allow it."),
    });
  } else if (isSame(approver, requester)) {
    report({
      ...at,
      message: `${quote(approver)} asks for it and cannot allow it`,
      allowed: oneOf(others),
      fix: "Have somebody else allow it.",
    });
  }
}
