import { z } from "zod";

/** A resource as `awsPath.ts` sees it. */
interface Seen {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const parameters = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));
const automation = z.object({ automationParameters: z.object({ parameters }) });
const runbook = z.object({
  schemaVersion: z.literal("0.3"),
  assumeRole: z.literal("{{ AutomationAssumeRole }}"),
  mainSteps: z.tuple([
    z.object({ action: z.literal("aws:executeScript"), onFailure: z.literal("Abort") }),
    z.object({
      action: z.literal("aws:runCommand"),
      inputs: z.object({
        DocumentName: z.literal("AWS-RunPatchBaseline"),
        InstanceIds: z.tuple([z.literal("{{ InstanceId }}")]),
        Parameters: z.object({ Operation: z.tuple([z.literal("Install")]) }),
      }),
    }),
  ]),
});
const statement = z.object({
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.string(),
  Condition: z.object({ StringEquals: z.record(z.string(), z.string()) }).optional(),
});
const policies = z.tuple([z.object({ policy: z.string() })]);

/** Whether a task runs a runbook that installs on each of its servers, as a role that may. */
export function installsByRunbook(
  resources: readonly Seen[],
  task: Seen["inputs"],
  owner: string,
): boolean {
  const given = automation.safeParse(task["taskInvocationParameters"]);
  if (task["taskType"] !== "AUTOMATION" || !given.success) {
    return false;
  }
  const values = Object.fromEntries(
    given.data.automationParameters.parameters.map(({ name, values: [value] }) => [name, value]),
  );
  const named = (type: string, name: unknown) =>
    resources.find((one) => one.type === type && one.inputs["name"] === name)?.inputs;
  const document = named("aws:ssm/document:Document", task["taskArn"]);
  const role = named(
    "aws:iam/role:Role",
    /^arn:aws:iam::\d{12}:role\/(.+)$/.exec(values["AutomationAssumeRole"] ?? "")?.[1],
  );
  return (
    values["InstanceId"] === "{{RESOURCE_ID}}" &&
    values["Owner"] === owner &&
    document?.["documentType"] === "Automation" &&
    runbook.safeParse(parsed(document["content"])).success &&
    role !== undefined &&
    String(role["assumeRolePolicy"]).includes("ssm.amazonaws.com") &&
    mayInstall(role["inlinePolicies"], owner)
  );
}

function parsed(content: unknown): unknown {
  return JSON.parse(typeof content === "string" ? content : "{}");
}

function mayInstall(inline: unknown, owner: string): boolean {
  const parsed = policies.safeParse(inline);
  const [first] = parsed.success ? parsed.data : [];
  const { Statement } = z
    .object({ Statement: z.array(statement) })
    .parse(JSON.parse(first?.policy ?? '{"Statement":[]}'));
  const sends = Statement.filter(({ Action }) => Action === "ssm:SendCommand");
  return (
    sends.some(({ Resource }) => Resource.endsWith(":document/AWS-RunPatchBaseline")) &&
    sends.some(
      ({ Resource, Condition }) =>
        Resource.endsWith(":instance/*") &&
        Condition?.StringEquals["ssm:resourceTag/Owner"] === owner,
    )
  );
}
