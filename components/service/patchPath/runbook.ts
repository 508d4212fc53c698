import { z } from "zod";
import { remembered } from "../remembered.js";

/** What a task of a window hands to a runbook, by the names of its parameters. */
export type RunbookValues = Readonly<Record<string, string>>;

/** The role that a runbook runs as, in JSON. */
export interface RunbookRole {
  readonly trust: string;
  readonly policies: readonly string[];
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("This is not JSON.");
    return z.NEVER;
  }
});

const itself = (text: string) => text;

/** A runbook that installs on one server, after a script that stops it where it fails. */
const runbook = json.pipe(
  z.object({
    schemaVersion: z.literal("0.3"),
    assumeRole: z.literal("{{ AutomationAssumeRole }}"),
    parameters: z.record(z.string(), z.unknown()),
    mainSteps: z.tuple([
      z.object({
        action: z.literal("aws:executeScript"),
        onFailure: z.literal("Abort"),
        isEnd: z.literal(false).optional(),
      }),
      z.object({
        action: z.literal("aws:runCommand"),
        inputs: z.object({
          DocumentName: z.literal("AWS-RunPatchBaseline"),
          InstanceIds: z.tuple([z.literal("{{ InstanceId }}")]),
          Parameters: z.object({ Operation: z.tuple([z.literal("Install")]) }),
        }),
      }),
    ]),
  }),
);

/** All servers of a group have one runbook and one role: their documents are read once. */
const runbookIn = remembered((content: string) => runbook.safeParse(content).data, itself);

/**
 * Whether a runbook looks at a test ring and then installs patches on the server that a window
 * starts it for. It does not start unless every parameter has a value.
 */
export function installsAfterTest(content: string, values: RunbookValues, owner: string): boolean {
  const data = runbookIn(content);
  return (
    data !== undefined &&
    Object.keys(data.parameters).every((name) => (values[name] ?? "") !== "") &&
    values["InstanceId"] === "{{RESOURCE_ID}}" &&
    values["Owner"] === owner
  );
}

/** The name of the role that a runbook is told to run as. */
export function roleNameOf(values: RunbookValues): string | undefined {
  return /^arn:[\w-]+:iam::\d{12}:role\/(?:.+\/)?([^/]+)$/.exec(
    values["AutomationAssumeRole"] ?? "",
  )?.[1];
}

const policy = json.pipe(
  z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.union([z.string(), z.array(z.string())]),
        Resource: z.string(),
        Condition: z.object({ StringEquals: z.record(z.string(), z.string()) }).optional(),
      }),
    ),
  }),
);

const statementsIn = remembered(
  (document: string) => policy.safeParse(document).data?.Statement ?? [],
  itself,
);

/** Whether Systems Manager may take a role and install patches on an owner's servers with it. */
export function mayInstall({ trust, policies }: RunbookRole, owner: string): boolean {
  const sends = policies
    .flatMap(statementsIn)
    .filter(({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes(send));
  return (
    trust.includes("ssm.amazonaws.com") &&
    sends.some(({ Resource }) => Resource.endsWith(":document/AWS-RunPatchBaseline")) &&
    sends.some(
      ({ Resource, Condition }) =>
        Resource.endsWith(":instance/*") &&
        Condition?.StringEquals["ssm:resourceTag/Owner"] === owner,
    )
  );
}

const send = "ssm:SendCommand";
