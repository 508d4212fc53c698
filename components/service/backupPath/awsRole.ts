import type { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import {
  oneOrMany,
  parsed,
  record,
  records,
  text,
  texts,
  type Values,
} from "../patchPath/values.js";

const tokens = {
  role: "aws:iam/role:Role",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
} as const;

/** What a role of AWS Backup is for, and the managed policy that lets it. */
const policies = {
  backups: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  restores: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
} as const;

/**
 * Whether the role of a selection can be taken by AWS Backup and may make backups or restores. Only
 * what is plainly so counts: within a boundary a role may less than its policies say.
 */
export function mayMake(
  what: keyof typeof policies,
  graph: PatchGraph,
  selection: PatchNode,
): boolean {
  const role = roleOf(graph, selection);
  return (
    role !== undefined &&
    isTrusted(role) &&
    (role.inputs["permissionsBoundary"] ?? undefined) === undefined &&
    policiesOf(graph, role).includes(policies[what])
  );
}

function roleOf(graph: PatchGraph, selection: PatchNode): PatchNode | undefined {
  const arn = text(selection.inputs["iamRoleArn"]);
  const nameOf = ({ inputs }: PatchNode) => [text(inputs["name"]) ?? ""];
  return arn === undefined
    ? graph.used(selection, "iamRoleArn", tokens.role)[0]
    : graph.having(tokens.role, "exact name", nameOf, arn.split("/").at(-1) ?? "")[0];
}

function isTrusted({ inputs }: PatchNode): boolean {
  const statements = records(parsed(text(inputs["assumeRolePolicy"]) ?? "")["Statement"]);
  return statements.every(({ Effect }) => Effect === "Allow") && statements.some(letsAwsBackupIn);
}

/** Whatever the circumstances. */
function letsAwsBackupIn(statement: Values): boolean {
  return (
    statement["Condition"] === undefined &&
    oneOrMany(statement["Action"]).includes("sts:AssumeRole") &&
    oneOrMany(record(statement["Principal"])["Service"]).includes("backup.amazonaws.com")
  );
}

function policiesOf(graph: PatchGraph, role: PatchNode): readonly string[] {
  const attached = graph
    .all(tokens.attachment)
    .filter(
      (attachment) =>
        graph.placeOf(attachment) === graph.placeOf(role) &&
        graph.named(attachment, "role", tokens.role) === role,
    );
  return [
    ...texts(role.inputs["managedPolicyArns"]),
    ...attached.flatMap(({ inputs }) => text(inputs["policyArn"]) ?? []),
  ];
}
