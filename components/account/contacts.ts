import * as account from "@pulumi/aws/account";
import { contactKinds } from "../service/account/contact.js";
import type { Part } from "./part.js";

/** Tells AWS whom to write to. */
export function createContacts(part: Part): void {
  for (const kind of contactKinds) {
    const { name, title, email, phone } = part.account.contacts[kind];
    const role = `contact-${kind}`;
    new account.AlternativeContact(
      `${part.name}-${role}`,
      {
        ...{ alternateContactType: kind.toUpperCase(), name, title },
        ...{ emailAddress: email, phoneNumber: phone },
      },
      part.options(role),
    );
  }
}
