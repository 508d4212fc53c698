import { boundedName } from "../service/boundedName.js";
import type { RingTest } from "../service/patches/ringVerdict.js";
import { releaseScript } from "./awsReleaseScript.js";

/** The test that a group waits for. */
export interface AwsRingGate extends RingTest {
  /** The group that is tested. */
  readonly group: string;
  /** Whether servers of it stand outside of AWS: then the marker has to tell of them. */
  readonly elsewhere: boolean;
}

/** What Systems Manager fills in when a window starts a task on a server. */
const instance = "{{RESOURCE_ID}}";

/**
 * The runbook that patches a server only when its test ring releases it, schema 0.3. The first
 * step fails unless the ring is known to be well, and a failed step aborts the run, so that the
 * second one is never reached: no answer, no right, no result and no time left all hold.
 *
 * It starts the installation itself, because a window runs all its tasks whether or not those of
 * lower priority numbers failed.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export const releaseDocument = {
  schemaVersion: "0.3",
  description: "Installs patches on a server once the test ring before it is known to be well",
  assumeRole: "{{ AutomationAssumeRole }}",
  parameters: {
    AutomationAssumeRole: { type: "AWS::IAM::Role::Arn", description: "May do this and no more" },
    InstanceId: { type: "AWS::EC2::Instance::Id", description: "The server to patch" },
    Owner: { type: "String", description: "Whose servers, by the tag Owner" },
    TestGroup: { type: "String", description: "The test ring, by the tag PatchGroup" },
    SoakHours: { type: "String", description: "Hours from the end of the test to now at least" },
    WithinHours: { type: "String", description: "Hours from the end of the test to now at most" },
    Elsewhere: { type: "String", description: "Unless it is no, the marker must be there as well" },
    Marker: { type: "String", description: "Parameter that tells of servers outside of AWS" },
  },
  mainSteps: [
    {
      name: "release",
      action: "aws:executeScript",
      onFailure: "Abort",
      timeoutSeconds: 300,
      inputs: {
        Runtime: "python3.11",
        Handler: "release",
        InputPayload: {
          Owner: "{{ Owner }}",
          TestGroup: "{{ TestGroup }}",
          SoakHours: "{{ SoakHours }}",
          WithinHours: "{{ WithinHours }}",
          Elsewhere: "{{ Elsewhere }}",
          Marker: "{{ Marker }}",
        },
        Script: releaseScript,
      },
    },
    {
      name: "install",
      action: "aws:runCommand",
      onFailure: "Abort",
      isEnd: true,
      inputs: {
        DocumentName: "AWS-RunPatchBaseline",
        InstanceIds: ["{{ InstanceId }}"],
        Parameters: { Operation: ["Install"], RebootOption: ["RebootIfNeeded"] },
      },
    },
  ],
} as const;

/** Where and for whom a group is released. */
export interface ReleaseContext {
  /** Name of the patching component, such as `chemistry-patching`. */
  readonly name: string;
  readonly owner: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** The name that the runbook and its role have; an account has each once. */
export function releaseName({ name }: Pick<ReleaseContext, "name">): string {
  return boundedName(`comanaged-${name}-release`, longestRole);
}

/** Characters of a role's name; a document's may be longer. */
const longestRole = 64;

/** The Parameter Store name under which a test ring outside of AWS is reported to have passed. */
export function markerName({ name }: Pick<ReleaseContext, "name">, group: string): string {
  return `/comanaged/${name}/tested/${group}`;
}

/** What the task of a window hands to the runbook for each of its servers. */
export function releaseParameters(context: ReleaseContext, gate: AwsRingGate) {
  const role = `arn:aws:iam::${context.account}:role/${releaseName(context)}`;
  return [
    ["AutomationAssumeRole", role],
    ["InstanceId", instance],
    ["Owner", context.owner],
    ["TestGroup", gate.group],
    ["SoakHours", String(gate.soakHours)],
    ["WithinHours", String(gate.withinHours)],
    ["Elsewhere", gate.elsewhere ? "yes" : "no"],
    ["Marker", markerName(context, gate.group)],
  ].map(([name = "", value = ""]) => ({ name, values: [value] }));
}

/** Who may take the role: the runs of runbooks in the account itself. */
export function releaseTrust({ account }: ReleaseContext) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ssm.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  };
}

/** What the runbook needs: to look, and to send one command to the estate's servers. */
export function releaseRights(context: ReleaseContext) {
  const { owner, account, region } = context;
  const here = `${region}:${account}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Look",
        Effect: "Allow",
        Action: [
          "ec2:DescribeInstances",
          "ssm:DescribeInstanceInformation",
          "ssm:DescribeInstancePatchStates",
          "ssm:ListCommandInvocations",
          "ssm:ListCommands",
        ],
        // These actions know no resources.
        Resource: "*",
      },
      {
        Sid: "ReadMarkers",
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: `arn:aws:ssm:${here}:parameter${markerName(context, "*")}`,
      },
      {
        Sid: "InstallPatches",
        Effect: "Allow",
        Action: "ssm:SendCommand",
        Resource: `arn:aws:ssm:${region}::document/AWS-RunPatchBaseline`,
      },
      {
        Sid: "OnServersOfTheEstate",
        Effect: "Allow",
        Action: "ssm:SendCommand",
        Resource: `arn:aws:ec2:${here}:instance/*`,
        Condition: { StringEquals: { "ssm:resourceTag/Owner": owner } },
      },
    ],
  };
}
