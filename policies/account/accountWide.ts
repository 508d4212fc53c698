import { contactKinds } from "../../components/service/account/contact.js";
import {
  forbiddenOnNames,
  forbiddenToRoles,
  lasting,
  wayOut,
} from "../../components/service/account/forbidden.js";
import { baselineNames } from "../../components/service/account/names.js";
import {
  filled,
  given,
  is,
  least,
  ofAccount,
  on,
  publicLocks,
  type Requirement,
  some,
  states,
} from "./requirement.js";

/** What an account has once, wherever it works. */
export const accountWide: readonly Requirement[] = [
  {
    what: "the password policy",
    token: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    tests: [
      least("minimumPasswordLength", 14),
      least("passwordReusePrevention", 24),
      ...on(
        "requireLowercaseCharacters",
        "requireNumbers",
        "requireSymbols",
        "requireUppercaseCharacters",
      ),
    ],
  },
  {
    what: "the lock against public buckets",
    token: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    tests: publicLocks,
  },
  ...contactKinds.map((kind) => ({
    what: `the contact for ${kind}`,
    token: "aws:account/alternativeContact:AlternativeContact",
    tests: [
      is("alternateContactType", kind.toUpperCase()),
      given("emailAddress"),
      given("phoneNumber"),
    ],
  })),
  {
    what: "the budget",
    token: "aws:budgets/budget:Budget",
    tests: [
      is("timeUnit", "MONTHLY"),
      given("limitAmount"),
      ...["ACTUAL", "FORECASTED"].map((kind) =>
        some(
          "notifications",
          is("notificationType", kind),
          least("threshold", 1),
          filled("subscriberEmailAddresses"),
        ),
      ),
    ],
  },
  {
    what: "the monitor of costs",
    token: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    tests: [is("monitorDimension", "SERVICE")],
  },
  {
    what: "the notice of unusual costs",
    token: "aws:costexplorer/anomalySubscription:AnomalySubscription",
    tests: [some("subscribers", given("address")), filled("monitorArnLists")],
  },
  {
    what: "the role of AWS Config",
    token: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    tests: [is("awsServiceName", "config.amazonaws.com")],
  },
  {
    what: "the limit of what roles of the customer may do",
    token: "aws:iam/policy:Policy",
    tests: [
      is("name", baselineNames.boundary),
      states("TheBaselineStays", "Deny", forbiddenToRoles),
      states("NamesOfTheBaseline", "Deny", forbiddenOnNames),
      states("NothingThatLasts", "Deny", lasting),
      states("NoWayOut", "Deny", wayOut),
    ],
  },
  {
    what: "the role that hands notices on",
    token: "aws:iam/role:Role",
    tests: [
      is("name", baselineNames.notify),
      states("EventsTake", "Allow", ["sts:AssumeRole"], "assumeRolePolicy", ofAccount),
    ],
  },
  {
    what: "what that role may do",
    token: "aws:iam/rolePolicy:RolePolicy",
    tests: [is("role", baselineNames.notify), states("Forwards", "Allow", ["events:PutEvents"])],
  },
];
