import assert from "node:assert/strict";
import {
  releaseDocument,
  releaseName,
  releaseParameters,
  releaseRights,
  releaseTrust,
} from "../../components/patching/awsRelease.plan.js";
import { patchPath } from "../../policies/patching/patchPath.js";
import { unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";

const context = {
  name: "chemistry-patching",
  owner: "chemistry",
  account: "222222222222",
  region: "eu-central-1",
};
const name = releaseName(context);
const gate = { group: "test", soakHours: 72, withinHours: 124, elsewhere: false };
const parameters = releaseParameters(context, gate);
const content = JSON.stringify(releaseDocument);
const rights = JSON.stringify(releaseRights(context));
const withRights = (policy: string) => ({ inlinePolicies: [{ name: "release", policy }] });
const given = (some: unknown) => ({
  taskInvocationParameters: { automationParameters: { parameters: some } },
});

const [example] = patchPath.examples.pass;

/** A stack that installs by the runbook in place of at once. */
const held: readonly Piece[] = [
  ...(example?.resources ?? []).map((piece) => {
    const { properties } = piece;
    const work = { taskType: "AUTOMATION", taskArn: name, ...given(parameters) };
    const tags = { PatchGroup: "production", Owner: context.owner };
    const own = { task: work, "web-1": { tags } };
    const more = Object.entries(own).find(([key]) => key === piece.name)?.[1] ?? {};
    return { ...piece, properties: { ...properties, ...more } };
  }),
  {
    name: "runbook",
    type: "aws:ssm/document:Document",
    properties: { name, documentType: "Automation", content },
  },
  {
    name: "role",
    type: "aws:iam/role:Role",
    properties: {
      ...{ name, assumeRolePolicy: JSON.stringify(releaseTrust(context)) },
      ...withRights(rights),
    },
  },
];

function changed(which: string, properties: Piece["properties"]): readonly Piece[] {
  return held.map((piece) =>
    piece.name === which ? { ...piece, properties: { ...piece.properties, ...properties } } : piece,
  );
}

const without = (which: string) => held.filter((piece) => piece.name !== which);

/** The parameters with another value of one of them. */
const handed = (which: string, value: string) =>
  changed(
    "task",
    given(parameters.map((one) => (one.name === which ? { ...one, values: [value] } : one))),
  );

const verdicts = (pieces: readonly Piece[]) => [
  ...new Set(judgeStack(patchPath, pieces).map(({ verdict }) => verdict)),
];

const wrong: readonly (readonly [string, string, readonly Piece[]])[] = [
  ["the task is of another type", "fail", changed("task", { taskType: "RUN_COMMAND" })],
  ["the type is not known", "undetermined", changed("task", { taskType: unknown })],
  ["the task hands nothing over", "fail", changed("task", given([]))],
  ["nobody knows what is handed over", "undetermined", changed("task", given(unknown))],
  ["one value is not known", "undetermined", handed("Owner", unknown)],
  ["the runbook is for another owner", "fail", handed("Owner", "somebody")],
  ["the runbook is for one server", "fail", handed("InstanceId", "i-1")],
  ["a parameter is empty", "fail", handed("TestGroup", "")],
  ["the role is none", "fail", handed("AutomationAssumeRole", "admin")],
  [
    "the role is from elsewhere",
    "undetermined",
    handed("AutomationAssumeRole", "arn:aws:iam::222222222222:role/elsewhere"),
  ],
  [
    "a runbook of AWS does something",
    "fail",
    changed("task", { taskArn: "AWS-RestartEC2Instance" }),
  ],
  ["the runbook is from elsewhere", "undetermined", changed("task", { taskArn: "gate" })],
  ["the task names no runbook", "fail", changed("task", { taskArn: null })],
  ["the runbook is not there", "undetermined", without("runbook")],
  ["the runbook is a command", "fail", changed("runbook", { documentType: "Command" })],
  ["the runbook is not known", "undetermined", changed("runbook", { content: unknown })],
  ["the runbook is no JSON", "fail", changed("runbook", { content: "{" })],
  [
    "the runbook only scans",
    "fail",
    changed("runbook", { content: content.replace('["Install"]', '["Scan"]') }),
  ],
  [
    "the runbook goes on after a failed test",
    "fail",
    changed("runbook", { content: content.replace('"Abort"', '"Continue"') }),
  ],
  ["the role is not there", "undetermined", without("role")],
  ["the role is for others", "fail", changed("role", { assumeRolePolicy: "{}" })],
  ["the role has no rights", "fail", changed("role", { inlinePolicies: [] })],
  ["the rights are not known", "undetermined", changed("role", { inlinePolicies: unknown })],
  ["the policy is not known", "undetermined", changed("role", withRights(unknown))],
  [
    "the role may not send commands",
    "fail",
    changed("role", withRights(rights.replaceAll("ssm:SendCommand", "ssm:ListCommands"))),
  ],
  [
    "the role may send them to others only",
    "fail",
    changed("role", withRights(rights.replace('"chemistry"', '"somebody"'))),
  ],
  [
    "the server is another owner's",
    "fail",
    changed("web-1", { tags: { PatchGroup: "production", Owner: "somebody" } }),
  ],
  [
    "the owner of the server is not known",
    "undetermined",
    changed("web-1", { tags: { PatchGroup: "production", Owner: unknown } }),
  ],
];

describe("The path from a server on AWS through its test ring", () => {
  it("holds with the runbook that this repository makes", () => {
    assert.deepEqual(judgeStack(patchPath, held), []);
  });

  it("holds when the runbook is known by dependency alone", () => {
    const fresh = changed("task", { taskArn: unknown }).map((piece) =>
      piece.name === "task" ? { ...piece, origins: { taskArn: ["runbook"] } } : piece,
    );
    assert.deepEqual(judgeStack(patchPath, fresh), []);
  });

  for (const [title, verdict, pieces] of wrong) {
    it(`does not hold where ${title}`, () => {
      assert.deepEqual(verdicts(pieces), [verdict]);
    });
  }
});
