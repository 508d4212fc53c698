import { delegatedAccess } from "../../../policies/identity/delegatedAccess.js";
import { timedEligibility } from "../../../policies/identity/timedEligibility.js";
import type { Case } from "./cases.js";
import { ruleCases, valueRows } from "./rows.js";

const eligibility = "azure-native:authorization:PimRoleEligibilitySchedule";
const offer = "azure-native:managedservices:RegistrationDefinition";
const roles = "/providers/Microsoft.Authorization/roleDefinitions";

const taken = (policy: Readonly<Record<string, unknown>>) => ({
  properties: {
    eligibleAuthorizations: [
      { justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", ...policy } },
    ],
  },
});

/** What a tenant hands out, against the rules about it. */
export const tenantCases: readonly Case[] = [
  ...ruleCases(
    timedEligibility,
    valueRows(
      eligibility,
      (type) => ({ scheduleInfo: { expiration: { type, endDateTime: "2027-03-31T00:00:00Z" } } }),
      { good: ["AfterDateTime"], bad: ["NoExpiration", "AfterDuration", "", "toString"] },
    ),
    valueRows(
      eligibility,
      (duration) => ({ scheduleInfo: { expiration: { type: "AfterDuration", duration } } }),
      { good: ["P90D"], bad: ["", " "] },
    ),
  ),
  ...ruleCases(
    delegatedAccess,
    valueRows(
      offer,
      (roleDefinitionId) => ({ properties: { authorizations: [{ roleDefinitionId }] } }),
      {
        good: [
          "acdd72a7-3385-48ef-bd42-f606fba81ae7",
          "39BC4728-0917-49C7-9D2C-D95423BC2EB4",
          `${roles}/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
        ],
        bad: ["b24988ac-6180-42a0-ab88-20f7382dd24c", "", "Reader"],
      },
    ),
    valueRows(offer, (multiFactorAuthProvider) => taken({ multiFactorAuthProvider }), {
      good: ["Azure"],
      bad: ["None", "azure"],
    }),
    valueRows(offer, (maximumActivationDuration) => taken({ maximumActivationDuration }), {
      good: ["PT8H", "PT30M"],
      bad: ["PT9H", "P1D"],
      missing: "pass",
    }),
  ),
];
