import type { PatchNode } from "../../../components/service/patchPath/node.js";

type Inputs = PatchNode["inputs"];
type Bend = readonly [what: string, change: (inputs: Inputs) => Inputs];

const set = (key: string, value: unknown): Bend => [
  `${key} ${JSON.stringify(value)}`,
  (inputs) => ({ ...inputs, [key]: value }),
];

/** Replaces text wherever it stands within the inputs. */
const text = (from: string | RegExp, to: string): Bend => [
  `${String(from)} becomes ${to}`,
  (inputs) => JSON.parse(JSON.stringify(inputs).replace(from, to)),
];

/** Without one tag. */
const untagged = (tag: string): Bend => [
  `without ${tag}`,
  (inputs) => ({
    ...inputs,
    tags: Object.fromEntries(Object.entries(Object(inputs["tags"])).filter(([key]) => key !== tag)),
  }),
];

const removable = new Set([
  ...["aws:backup/plan:Plan", "aws:backup/selection:Selection", "aws:backup/vault:Vault"],
  ...["aws:backup/vaultPolicy:VaultPolicy", "aws:backup/regionSettings:RegionSettings"],
  ...["aws:backup/vaultLockConfiguration:VaultLockConfiguration", "aws:iam/role:Role"],
  ...["aws:kms/key:Key", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
]);

/** How the inputs of a type can be bent so that nothing is backed up as it should be. */
const bends: Readonly<Record<string, readonly Bend[]>> = {
  "aws:ec2/instance:Instance": [
    ...[untagged("BackupClass"), untagged("Owner")],
    text(/"BackupClass":"[^"]*"/g, '"BackupClass":"bronze"'),
  ],
  "aws:backup/regionSettings:RegionSettings": [
    ...[text('"EC2":true', '"EC2":false'), text('"EBS":true', '"EBS":false')],
  ],
  "aws:backup/selection:Selection": [
    ...[set("resources", []), set("resources", ["arn:aws:rds:*:*:db:*"]), set("planId", "other")],
    ...[set("iamRoleArn", "arn:aws:iam::222222222222:role/other")],
    ...[set("notResources", ["*"]), text("aws:ResourceTag/Owner", "aws:ResourceTag/Own")],
  ],
  "aws:backup/plan:Plan": [
    ...[
      text('"completionWindow":', '"completionWindow":1'),
      text('"WindowsVSS":"enabled"', '"x":0'),
    ],
    ...[set("rules", []), text(/"targetVaultName":"[^"]*"/g, '"targetVaultName":"other"')],
    ...[text("? * * *)", "? * SUN *)"), text('"startWindow":120', '"startWindow":480')],
    ...[text(/"scheduleExpressionTimezone":"UTC"/, '"scheduleExpressionTimezone":"Asia/Tokyo"')],
    ...[text(/"deleteAfter":\d+/, '"deleteAfter":6'), text(/"copyActions":\[[^\]]*\]/, '"x":0')],
    text(/backup-vault:comanaged-copies/, "backup-vault:nowhere"),
  ],
  "aws:backup/vault:Vault": [
    ...[set("name", "other"), set("kmsKeyArn", "arn:aws:kms:eu-central-1:1:key/other")],
  ],
  "aws:backup/vaultPolicy:VaultPolicy": [
    ...[set("backupVaultName", "other"), text("Deny", "Allow"), text("DeleteRecovery", "Recovery")],
    ...[text("UpdateRecoveryPointLife", "Life"), text('\\"Sid', '\\"Condition\\":{},\\"Sid')],
  ],
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": [
    ...[set("backupVaultName", "other"), set("maxRetentionDays", 8), set("minRetentionDays", 9999)],
  ],
  "aws:iam/role:Role": [
    ...[text("backup.amazonaws.com", "ec2.amazonaws.com"), text("Allow", "Deny")],
    text('{\\"Effect', '{\\"Effect\\":\\"Deny\\"},{\\"Effect'),
    text('{\\"Effect', '{\\"Condition\\":{},\\"Effect'),
    set("permissionsBoundary", "arn:aws:iam::222222222222:policy/narrow"),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    ...[set("role", "other"), text("PolicyForBackup", "PolicyForNothing")],
  ],
  "aws:kms/key:Key": [
    ...[set("isEnabled", false), set("keyUsage", "SIGN_VERIFY")],
    set("policy", '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"kms:*"}]}'),
  ],
};

/** Every way to cut one edge: a resource less, one in another account, one with bent inputs. */
export function cutsOf(nodes: readonly PatchNode[]): [string, readonly PatchNode[]][] {
  return nodes.flatMap((node, index): [string, readonly PatchNode[]][] => {
    const { type, name } = node;
    if (isIdle(node)) {
      return [];
    }
    const elsewhere = { ...node, provider: "urn:pulumi:s::p::pulumi:providers:x::other::id" };
    return [
      ...(bends[type] ?? []).flatMap(([what, change]): [string, readonly PatchNode[]][] => {
        const inputs = change(node.inputs);
        const isBent = JSON.stringify(inputs) !== JSON.stringify(node.inputs);
        return isBent ? [[`${name}: ${what}`, nodes.with(index, { ...node, inputs })]] : [];
      }),
      ...(type === "aws:backup/plan:Plan" ? otherVaults(node, nodes) : []).map(
        (inputs): [string, readonly PatchNode[]] => [
          `${name}: to the vault of another class`,
          nodes.with(index, { ...node, inputs }),
        ],
      ),
      ...(removable.has(type)
        ? (
            [
              [`${name}: removed`, nodes.toSpliced(index, 1)],
              ...(/:(Role|Key)$/.test(type)
                ? []
                : [[`${name}: elsewhere`, nodes.with(index, elsewhere)] as const]),
            ] satisfies (readonly [string, readonly PatchNode[]])[]
          ).map(([what, cut]): [string, readonly PatchNode[]] => [what, cut])
        : []),
    ];
  });
}

/** The inputs of a plan that leads to the vault of another class in place of its own. */
function otherVaults({ inputs }: PatchNode, nodes: readonly PatchNode[]): Inputs[] {
  const plan = JSON.stringify(inputs);
  const others = nodes
    .filter(({ type }) => type === "aws:backup/vault:Vault")
    .map((vault) => `"targetVaultName":${JSON.stringify(vault.inputs["name"])}`)
    .filter((target) => !plan.includes(target));
  return others.map((target) => JSON.parse(plan.replace(/"targetVaultName":"[^"]*"/g, target)));
}

/** The policy for restores is no part of the path to a backup. */
function isIdle({ type, inputs }: PatchNode): boolean {
  return (
    type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" &&
    String(inputs["policyArn"]).endsWith("ForRestores")
  );
}
