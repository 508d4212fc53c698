import { isReader } from "../../components/service/tenant/access.js";
import { demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";
import { isShort } from "./shortSessions.js";

const definition = "azure-native:managedservices:RegistrationDefinition";

const operators = "5e5e5e5e-0000-4000-8000-000000000005";
const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";

/** What people of another tenant change, they change for a while and as themselves. */
export const delegatedAccess: Rule = {
  id: "IAM-24",
  title: "People of another tenant read, and take up the rest for hours with a second factor",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6", "AC-17", "IA-2(1)"] },
  why:
    "Whoever takes over an account of the managing tenant would have every subscription of every " +
    "customer at once, and no sign-in of this tenant would show it.",
  fix:
    "Give authorizations to roles that only read, and the rest as eligibleAuthorizations with " +
    'multiFactorAuthProvider "Azure" and eight hours at most.',
  tokens: [definition],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Operators who take up their right",
        type: definition,
        inputs: {
          properties: {
            authorizations: [
              { principalId: operators, roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7" },
            ],
            eligibleAuthorizations: [
              {
                principalId: operators,
                roleDefinitionId: contributor,
                justInTimeAccessPolicy: {
                  multiFactorAuthProvider: "Azure",
                  maximumActivationDuration: "PT4H",
                },
              },
            ],
          },
        },
      },
    ],
    fail: [
      {
        title: "Operators who may change everything all the time",
        type: definition,
        inputs: {
          properties: {
            authorizations: [{ principalId: operators, roleDefinitionId: contributor }],
          },
        },
      },
    ],
  },
  check: ({ inputs }) => checkOffer(inputs.get("properties")),
};

function* checkOffer(offer: Field): Iterable<Finding> {
  const lasting = "people of another tenant change things all the time";
  yield* inEach(
    offer.get("authorizations"),
    (one) => demandText(one.get("roleDefinitionId"), isReader, lasting),
    lasting,
  );
  yield* inEach(offer.get("eligibleAuthorizations"), checkEligible, "no second factor is asked");
}

function* checkEligible(eligible: Field): Iterable<Finding> {
  const policy = eligible.get("justInTimeAccessPolicy");
  yield* demandText(
    policy.get("multiFactorAuthProvider"),
    (asked) => asked === "Azure",
    "no second factor is asked",
  );
  yield* demandText(
    policy.get("maximumActivationDuration"),
    isShort,
    "the right is held for longer than a working day",
    "passes",
  );
}
