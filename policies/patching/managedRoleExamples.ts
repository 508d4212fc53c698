import type { StackExamples } from "../framework/graph.js";

const server = {
  name: "web-1",
  type: "aws:ec2/instance:Instance",
  properties: { iamInstanceProfile: "servers" },
};

const profile = {
  name: "profile",
  type: "aws:iam/instanceProfile:InstanceProfile",
  properties: { name: "servers", role: "servers" },
};

const role = {
  name: "role",
  type: "aws:iam/role:Role",
  properties: {
    name: "servers",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    }),
  },
};

const core = {
  name: "core",
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  properties: {
    role: "servers",
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  },
};

/** A managed server, and one whose role lacks the policy. */
export const managedRoleExamples: StackExamples = {
  pass: [{ title: "A server that is managed", resources: [server, profile, role, core] }],
  fail: [{ title: "A role without the policy", resources: [server, profile, role] }],
};
