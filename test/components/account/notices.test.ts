import assert from "node:assert/strict";
import { noticedRegions, noticesOf } from "../../../components/service/account/notices.js";
import { matches } from "./eventPattern.js";

/** The calls that CIS AWS Foundations v5.0 has watched, by its numbers and the service called. */
const watched: Readonly<Record<string, readonly [service: string, calls: string]>> = {
  "4.4": [
    "iam",
    "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy " +
      "PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion " +
      "AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy " +
      "DetachGroupPolicy",
  ],
  "4.5": ["cloudtrail", "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"],
  "4.7": ["kms", "DisableKey ScheduleKeyDeletion"],
  "4.8": [
    "s3",
    "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication " +
      "DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
  ],
  "4.9": [
    "config",
    "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder",
  ],
  "4.10": [
    "ec2",
    "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress " +
      "RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
  ],
  "4.11": [
    "ec2",
    "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry " +
      "ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
  ],
  "4.12": [
    "ec2",
    "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway " +
      "DeleteInternetGateway DetachInternetGateway",
  ],
  "4.13": [
    "ec2",
    "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable " +
      "DeleteRoute DisassociateRouteTable",
  ],
  "4.14": [
    "ec2",
    "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection " +
      "CreateVpcPeeringConnection DeleteVpcPeeringConnection RejectVpcPeeringConnection",
  ],
  "4.15": [
    "organizations",
    "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy " +
      "DeclineHandshake DeleteOrganization DeletePolicy DetachPolicy LeaveOrganization MoveAccount",
  ],
};

const call = (service: string, eventName: string, userIdentity: object, readOnly = false) => ({
  source: `aws.${service}`,
  "detail-type": "AWS API Call via CloudTrail",
  detail: { eventSource: `${service}.amazonaws.com`, eventName, readOnly, userIdentity },
});

const role = (userName: string) => ({
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { userName } },
});

const signIn = (userIdentity: object, MFAUsed: string) => ({
  source: "aws.signin",
  "detail-type": "AWS Console Sign In via CloudTrail",
  detail: { eventName: "ConsoleLogin", userIdentity, additionalEventData: { MFAUsed } },
});

const notices = noticesOf("comanaged-deploy");

const isTold = (event: object) => notices.some(({ pattern }) => matches({ ...pattern }, event));

describe("The notices of an AWS account", () => {
  it("fit into a rule of EventBridge", () => {
    for (const { pattern } of notices) {
      assert.ok(JSON.stringify(pattern).length <= 2048, JSON.stringify(pattern));
    }
  });

  it("tell of every call that the benchmark names, unless the program or AWS makes it", () => {
    for (const [number, [service, calls]] of Object.entries(watched)) {
      for (const name of calls.split(" ")) {
        const what = `${number} ${name}`;
        assert.ok(isTold(call(service, name, role("comanaged-customer"))), what);
        assert.ok(isTold(call(service, name, { type: "IAMUser", userName: "x" })), what);
        assert.ok(isTold(call(service, name, { type: "Root" })), what);
        assert.ok(!isTold(call(service, name, role("comanaged-deploy"))), what);
        assert.ok(!isTold(call(service, name, { type: "AWSService" })), what);
      }
    }
  });

  it("tell of whatever the owner of the account does, of emergencies, and of weak sign-ins", () => {
    const emergency = call("sts", "AssumeRole", role("comanaged-provider"), true);
    const roleArn = "arn:aws:iam::222222222222:role/comanaged-break-glass";
    const detail = { ...emergency.detail, requestParameters: { roleArn } };
    assert.ok(isTold({ ...emergency, detail }));
    assert.ok(isTold(signIn({ type: "Root" }, "Yes")));
    assert.ok(isTold(call("s3", "ListBuckets", { type: "Root" }, true)));
    assert.ok(
      !isTold(call("s3", "ListBuckets", { type: "Root", invokedBy: "AWS Internal" }, true)),
    );
    assert.ok(isTold(signIn({ type: "IAMUser" }, "No")));
    assert.ok(!isTold(signIn({ type: "IAMUser" }, "Yes")));
  });

  it("tell of findings from high on, and of nothing that is daily work", () => {
    const finding = (severity: number) => ({
      ...{ source: "aws.guardduty", "detail-type": "GuardDuty Finding", detail: { severity } },
    });
    assert.deepEqual([isTold(finding(7)), isTold(finding(6.9))], [true, false]);
    for (const [service, name] of [
      ["ec2", "RunInstances"],
      ["ec2", "CreateTags"],
      ["kms", "Decrypt"],
      ["s3", "PutObject"],
      ["iam", "PassRole"],
    ] as const) {
      assert.ok(!isTold(call(service, name, role("comanaged-customer"))), name);
    }
    assert.ok(!isTold(call("ec2", "DescribeVpcs", role("comanaged-customer"), true)));
  });

  it("are heard where AWS tells of what belongs to no region", () => {
    assert.deepEqual(noticedRegions(["eu-central-1"]), ["eu-central-1", "us-east-1"]);
    assert.deepEqual(noticedRegions(["us-east-1", "eu-west-1"]), ["us-east-1", "eu-west-1"]);
  });
});
