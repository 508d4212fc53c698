import { placeName, type Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt } from "../core/json.js";
import type { IndexedProperty } from "../core/objects.js";
import { unknownValue } from "../core/wire.js";

export const kinds = {
  account: "aws:organizations/account:Account",
  alias: "aws:kms/alias:Alias",
  ami: "aws:ec2/ami:Ami",
  backupFramework: "aws:backup/framework:Framework",
  backupPlan: "aws:backup/plan:Plan",
  backupReport: "aws:backup/reportPlan:ReportPlan",
  backupSelection: "aws:backup/selection:Selection",
  backupVault: "aws:backup/vault:Vault",
  backupVaultLock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  backupVaultPolicy: "aws:backup/vaultPolicy:VaultPolicy",
  bucket: "aws:s3/bucket:Bucket",
  attachment: "aws:ec2/volumeAttachment:VolumeAttachment",
  document: "aws:ssm/document:Document",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  instance: "aws:ec2/instance:Instance",
  instanceState: "aws:ec2transitgateway/instanceState:InstanceState",
  instanceProfile: "aws:iam/instanceProfile:InstanceProfile",
  interfaceAttachment: "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  key: "aws:kms/key:Key",
  networkInterface: "aws:ec2/networkInterface:NetworkInterface",
  organization: "aws:organizations/organization:Organization",
  patchBaseline: "aws:ssm/patchBaseline:PatchBaseline",
  patchGroup: "aws:ssm/patchGroup:PatchGroup",
  placementGroup: "aws:ec2/placementGroup:PlacementGroup",
  policyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  restoreTestingPlan: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  restoreTestingSelection: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  role: "aws:iam/role:Role",
  snapshot: "aws:ebs/snapshot:Snapshot",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  subnet: "aws:ec2/subnet:Subnet",
  volume: "aws:ebs/volume:Volume",
  vpc: "aws:ec2/vpc:Vpc",
  window: "aws:ssm/maintenanceWindow:MaintenanceWindow",
  windowTarget: "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  windowTask: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
} as const;

type Kind = (typeof kinds)[keyof typeof kinds];

/** All objects of a kind in the scene's account and region. */
export function here(scene: Scene, kind: Kind): WorldObject[] {
  return scene.world.all("aws", kind, placeName(scene.place));
}

/** The objects of a kind in the scene's account and region that have the text as that property. */
export function having(scene: Scene, kind: Kind, property: IndexedProperty, text: string) {
  return scene.world.having("aws", kind, placeName(scene.place), property, text);
}

/** The object of a kind with an id in the scene's account and region. */
export function one(scene: Scene, kind: Kind, id: string | undefined): WorldObject | undefined {
  return id === undefined
    ? undefined
    : scene.world.get({ platform: "aws", place: placeName(scene.place), kind, id });
}

/** The same account's services that know no region. */
export function globally(scene: Scene): Scene {
  return { ...scene, place: { ...scene.place, region: "global" } };
}

/** An object of the scene's account and region. */
export function awsObject(scene: Scene, kind: Kind, id: string, properties: JsonObject) {
  return { platform: "aws", place: placeName(scene.place), kind, id, properties };
}

/** What every resource tells: its region and its tags with the connection's. */
export function common(scene: Scene, inputs: JsonObject): JsonObject {
  const { region } = scene.place;
  return { ...(region !== "global" && { region }), ...allTags(scene, inputs) };
}

/**
 * Its tags with the connection's, which the provider knows before it asks the platform, unless one
 * of them is not known yet (terraform-provider-aws, `SetTagsDiff`).
 */
export function allTags({ place }: Scene, inputs: JsonObject): JsonObject {
  const { tags } = inputs;
  const all = { ...place.defaultTags, ...objectAt(inputs, "tags") };
  const isUnknown = tags === unknownValue || Object.values(all).includes(unknownValue);
  return { tagsAll: isUnknown ? unknownValue : all };
}
