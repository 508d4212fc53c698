import {
  type Contact,
  type ContactKind,
  contactKinds,
} from "../../../components/service/account/contact.js";
import type { Path, Report } from "../report/finding.js";

/** Reports a home that is not among the places that are used. */
export function checkHome(
  home: string,
  places: readonly string[] | undefined,
  path: Path,
  report: Report,
): void {
  if (places !== undefined && !places.includes(home)) {
    report({
      path,
      at: "value",
      message: `${home}, the home of trails and logs, is not among the ${path.at(-1)}`,
      allowed: `a list with ${home}`,
      fix: `Add ${home}.`,
    });
  }
}

/** Whom a cloud reaches about one account: its own contacts, else those of the catalog. */
export function contactsOf(
  own: Readonly<Partial<Record<ContactKind, Contact | undefined>>>,
  all: Readonly<Record<ContactKind, Contact>>,
): Readonly<Record<ContactKind, Contact>> {
  const [billing, operations, security] = contactKinds;
  const of = (kind: ContactKind) => own[kind] ?? all[kind];
  return { billing: of(billing), operations: of(operations), security: of(security) };
}
