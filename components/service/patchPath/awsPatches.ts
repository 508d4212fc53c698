import { tagKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { MissingEdge, PatchNode } from "./node.js";
import { records, text, texts, type Values } from "./values.js";
import { unless } from "./windows.js";

/** What Systems Manager calls the product of an image. */
export interface AwsImageProduct {
  readonly system: string;
  /** Values of the filter `PRODUCT`. */
  readonly products: readonly string[];
}

const tokens = {
  profile: "aws:iam/instanceProfile:InstanceProfile",
  role: "aws:iam/role:Role",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  group: "aws:ssm/patchGroup:PatchGroup",
  baseline: "aws:ssm/patchBaseline:PatchBaseline",
} as const;

const core = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** Whether Systems Manager may manage an instance: by its profile, the role and its policy. */
export function isManaged(graph: PatchGraph, server: PatchNode): boolean {
  const profile = graph.named(server, "iamInstanceProfile", tokens.profile);
  const role = profile && graph.named(profile, "role", tokens.role);
  if (role === undefined) {
    return false;
  }
  const attachments = graph.having(
    tokens.attachment,
    "role",
    (attachment) => [graph.named(attachment, "role", tokens.role)?.urn ?? ""],
    role.urn,
  );
  return (
    attachments.some(({ inputs }) => inputs["policyArn"] === core) &&
    (text(role.inputs["assumeRolePolicy"]) ?? "").includes("ec2.amazonaws.com")
  );
}

/** What keeps an instance from getting the patches of its product. */
export function baselineMissing(
  graph: PatchGraph,
  server: PatchNode,
  tags: Values,
  product: AwsImageProduct | undefined,
): readonly MissingEdge[] {
  const nameOf = ({ inputs }: PatchNode) => [text(inputs["patchGroup"]) ?? ""];
  const key = text(tags[tagKeys.patchGroup]) ?? "";
  const baselines = graph
    .having(tokens.group, "name", nameOf, key)
    .filter((group) => graph.placeOf(group) === graph.placeOf(server))
    .map((group) => graph.behind(group, "baselineId", tokens.baseline))
    .filter((baseline) => baseline !== undefined);
  const fitting = baselines.filter(({ inputs }) => approves(inputs, product));
  const isOne = product === undefined ? fitting.length > 0 : fitting.length === 1;
  const what = product?.products.join(", ") ?? "anything";
  return unless(isOne, "group", `No one baseline of its patch group approves ${what}.`);
}

function approves(inputs: Values, product: AwsImageProduct | undefined): boolean {
  const rules = records(inputs["approvalRules"]);
  if (product === undefined) {
    return rules.length > 0;
  }
  const approved = rules
    .flatMap((rule) => records(rule["patchFilters"]))
    .filter(({ key }) => key === "PRODUCT")
    .map(({ values }) => texts(values));
  return (
    inputs["operatingSystem"] === product.system &&
    approved.some((values) => product.products.every((one) => values.includes(one)))
  );
}
