import { baselineNames, boundaryArn } from "../../components/service/account/names.js";
import { holds } from "../framework/certainty.js";
import { filled, given, is, type Requirement, states, type Test, when } from "./requirement.js";

/** What the rule has to know of the identities of an account. */
export interface IdentityFacts {
  readonly account: string;
  /** Whether an identity provider tells who its people are. */
  readonly isFederated: boolean;
  /** Names of the roles of programs that come from outside. */
  readonly serviceRoles: readonly string[];
}

const role = "aws:iam/role:Role";

const shared = "job-function/SystemAdministrator";

/** Who may work in an account, and within which limits. */
export function ofIdentities(facts: IdentityFacts): Requirement[] {
  const { account, isFederated, serviceRoles } = facts;
  const taken = isFederated ? byProvider : bySecondFactor;
  const bounded = is("permissionsBoundary", boundaryArn(account));
  return [
    ...peopleTake(baselineNames.support, "AWSSupportAccess", taken),
    ...peopleTake(baselineNames.auditor, "SecurityAudit", taken),
    ...peopleTake(baselineNames.breakGlass, shared, bySecondFactor),
    ...(isFederated
      ? [
          {
            what: "who tells who people are",
            token: "aws:iam/samlProvider:SamlProvider",
            tests: [given("name"), given("samlMetadataDocument")],
          },
          ...peopleTake(baselineNames.provider, shared, taken, bounded),
          ...peopleTake(baselineNames.customer, shared, taken, bounded),
        ]
      : []),
    ...(serviceRoles.length > 0
      ? [
          {
            what: "who signs the tokens of programs",
            token: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
            tests: [given("url"), filled("clientIdLists")],
          },
        ]
      : []),
    ...serviceRoles.map((name, index) => ({
      what: `the role of serviceAccounts[${index}]`,
      token: role,
      tests: [
        is("name", name),
        bounded,
        shortly,
        takenBy("PipelineTakes", "sts:AssumeRoleWithWebIdentity"),
      ],
    })),
  ];
}

function peopleTake(name: string, policy: string, ...tests: readonly Test[]): Requirement[] {
  return [
    {
      what: `the role ${name}`,
      token: role,
      tests: [is("name", name), shortly, ...tests],
    },
    {
      what: `the rights of ${name}`,
      token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      tests: [is("role", name), is("policyArn", `arn:aws:iam::aws:policy/${policy}`)],
    },
  ];
}

const takenBy = (sid: string, action: string, ...also: readonly Test[]) =>
  states(sid, "Allow", [action], "assumeRolePolicy", ...also);

const byProvider = takenBy(
  "PeopleTake",
  "sts:AssumeRoleWithSAML",
  when("StringEquals", "SAML:aud"),
);

const bySecondFactor = takenBy(
  "PeopleTake",
  "sts:AssumeRole",
  when("Bool", "aws:MultiFactorAuthPresent"),
  when("NumericLessThan", "aws:MultiFactorAuthAge"),
);

/** An hour at most. */
const shortly: Test = (inputs) =>
  holds(inputs.get("maxSessionDuration").number(), (seconds) => seconds <= 3600);
