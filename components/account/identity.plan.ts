import {
  forbiddenOnNames,
  forbiddenToRoles,
  lasting,
  wayOut,
} from "../service/account/forbidden.js";
import type { Federation, ServiceAccount } from "../service/account/identity.js";
import { boundaryArn } from "../service/account/names.js";

/** The ARN of who tells an account who its people are. */
export function samlArn(account: string, { name }: Federation): string {
  return `arn:aws:iam::${account}:saml-provider/${name}`;
}

/** The ARN of who signs tokens, by the address of its tokens without `https://`. */
export function oidcArn(account: string, issuer: string): string {
  return `arn:aws:iam::${account}:oidc-provider/${hostOf(issuer)}`;
}

/** Where tokens come from, as IAM names it. */
export function hostOf(issuer: string): string {
  return issuer.replace(/^https:\/\//, "").replace(/\/$/, "");
}

/** People whom the organization's own identity provider has signed in. */
export function federatedTrust(account: string, federation: Federation) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PeopleTake",
        Effect: "Allow",
        Principal: { Federated: samlArn(account, federation) },
        Action: "sts:AssumeRoleWithSAML",
        Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
      },
    ],
  };
}

/** One program, by its token: no key lasts, and nobody else's token opens. */
export function pipelineTrust(account: string, { issuer, audience, subject }: ServiceAccount) {
  const host = hostOf(issuer);
  const key = `${host}:sub`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PipelineTakes",
        Effect: "Allow",
        Principal: { Federated: oidcArn(account, issuer) },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: subject.endsWith("*")
          ? { StringEquals: { [`${host}:aud`]: audience }, StringLike: { [key]: subject } }
          : { StringEquals: { [`${host}:aud`]: audience, [key]: subject } },
      },
    ],
  };
}

/** People of the account who have shown a second factor, at most an hour ago. */
export function peopleTrust(account: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PeopleTake",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "sts:AssumeRole",
        Condition: {
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
        },
      },
    ],
  };
}

/**
 * The most that roles of the customer and of service accounts may do: everything but touching the
 * baseline, making users and keys that last, and making roles without this same limit.
 */
export function boundaryPolicy(account: string) {
  const own = (kind: string) => `arn:aws:iam::${account}:${kind}/comanaged-*`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TheBaselineStays",
        Effect: "Deny",
        Action: forbiddenToRoles,
        Resource: "*",
      },
      {
        Sid: "NamesOfTheBaseline",
        Effect: "Deny",
        Action: forbiddenOnNames,
        Resource: [own("role"), own("policy")],
      },
      {
        Sid: "NothingThatLasts",
        Effect: "Deny",
        Action: lasting,
        Resource: "*",
      },
      {
        Sid: "NoWayOut",
        Effect: "Deny",
        Action: wayOut,
        Resource: "*",
        Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn(account) } },
      },
    ],
  };
}
