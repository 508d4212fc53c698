import {
  forbiddenOnKeys,
  forbiddenToAccounts,
  withinPerimeter,
} from "../../components/service/account/forbidden.js";
import { delegated, trustedServices } from "../../components/service/account/organization.js";
import { given, is, names, type Requirement, states, type Test } from "./requirement.js";

/** What the rule has to know of an organization to ask for what it promises. */
export interface OrganizationFacts {
  readonly regions: readonly string[];
  /** The account that looks after security, where one does. */
  readonly securityAccount?: string;
}

interface Held {
  readonly name: string;
  readonly type: string;
  readonly tests: readonly Test[];
}

const policies: readonly Held[] = [
  {
    name: "comanaged-limits",
    type: "SERVICE_CONTROL_POLICY",
    tests: [
      states("NobodyLeaves", "Deny", ["organizations:LeaveOrganization"], "content"),
      states("NoRootUsers", "Deny", ["*"], "content"),
      states("OnlyTheseRegions", "Deny", [], "content"),
    ],
  },
  {
    name: "comanaged-baseline",
    type: "SERVICE_CONTROL_POLICY",
    tests: [
      states("ProtectionsStay", "Deny", forbiddenToAccounts, "content"),
      states("NamesOfTheBaseline", "Deny", [], "content"),
      states("KeysOfTheBaseline", "Deny", forbiddenOnKeys, "content"),
    ],
  },
  {
    name: "comanaged-perimeter",
    type: "RESOURCE_CONTROL_POLICY",
    tests: [states("OnlyTheOrganization", "Deny", withinPerimeter, "content")],
  },
  {
    name: "comanaged-ec2",
    type: "DECLARATIVE_POLICY_EC2",
    tests: [
      (inputs) =>
        is(
          "ec2_attributes.serial_console_access.status.@@assign",
          "disabled",
        )(inputs.get("content").json()),
    ],
  },
];

/** Everything without which the organization does not hold its accounts. */
export function ofOrganization(facts: OrganizationFacts): Requirement[] {
  const { securityAccount } = facts;
  return [
    {
      what: "the organization",
      token: "aws:organizations/organization:Organization",
      tests: [
        is("featureSet", "ALL"),
        ...policies.map(({ type }) => names("enabledPolicyTypes", type)),
        ...trustedServices.map((service) => names("awsServiceAccessPrincipals", service)),
      ],
    },
    {
      what: "the central root access",
      token: "aws:iam/organizationsFeatures:OrganizationsFeatures",
      tests: [
        names("enabledFeatures", "RootCredentialsManagement"),
        names("enabledFeatures", "RootSessions"),
      ],
    },
    ...policies.flatMap(held),
    ...(securityAccount === undefined ? [] : delegatedTo(securityAccount, facts.regions)),
  ];
}

function held({ name, type, tests }: Held): Requirement[] {
  return [
    {
      what: `the policy ${name}`,
      token: "aws:organizations/policy:Policy",
      tests: [is("name", name), is("type", type), ...tests],
    },
    {
      what: `where the policy ${name} holds`,
      token: "aws:organizations/policyAttachment:PolicyAttachment",
      role: `policy-${name}-`,
      tests: [given("policyId"), given("targetId")],
    },
  ];
}

function delegatedTo(account: string, regions: readonly string[]): Requirement[] {
  const inEachRegion = {
    GuardDuty: "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
    "Security Hub": "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount",
  };
  return [
    ...delegated.everywhere.map((service) => ({
      what: `the administrator of ${service}`,
      token: "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
      tests: [is("servicePrincipal", service), is("accountId", account)],
    })),
    ...Object.entries(inEachRegion).flatMap(([service, token]) =>
      regions.map((region, index) => ({
        what: `the administrator of ${service} in regions[${index}]`,
        token,
        tests: [is("region", region), is("adminAccountId", account)],
      })),
    ),
  ];
}
