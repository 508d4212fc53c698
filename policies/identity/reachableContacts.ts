import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const contact = "aws:account/alternativeContact:AlternativeContact";
const azureContact = "azure-native:security:SecurityContact";

/** Amazon and Microsoft reach somebody when an account is attacked. */
export const reachableContacts: Rule = {
  id: "IAM-07",
  title: "Accounts name a contact with a mailbox",
  severity: "medium",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["IR-6"],
    "CIS AWS v5.0": ["1.2"],
    FSBP: ["Account.1"],
    "CIS Azure v5.0": ["8.1.13"],
    "MCSB v1": ["IR-2"],
  },
  why: "The cloud warns of abuse by mail, to the contact of the account and to nobody else.",
  fix:
    "Set emailAddress (AWS) or emails (Azure, separated by semicolons) to a mailbox that several " +
    "people read.",
  tokens: [contact, azureContact],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A contact for security",
        type: contact,
        inputs: { alternateContactType: "SECURITY", emailAddress: "security@uni.example" },
      },
    ],
    fail: [
      { title: "A contact without an address", type: azureContact, inputs: { isEnabled: true } },
    ],
  },
  check: ({ type, inputs }) => {
    const field = inputs.get(type === contact ? "emailAddress" : "emails");
    return demandText(field, areAddresses, "warnings reach nobody");
  },
};

function areAddresses(text: string): boolean {
  return text.split(";").every((part) => /^\s*[^\s@;]+@[^\s@;]+\.[^\s@;]+\s*$/.test(part));
}
