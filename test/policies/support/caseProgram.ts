// A Pulumi program that registers the resource of every case, with real outputs and secrets.
import * as pulumi from "@pulumi/pulumi";
import { makePromisesLean } from "../../../infra/leanPromises.js";
import { type Inputs, secretMark, unknown } from "./cases.js";
import { sampledCases as cases } from "./everyCase.js";

/** A resource of any type, as anybody may register one. */
class Raw extends pulumi.CustomResource {}

makePromisesLean();

const source = new Raw("aws:ec2/vpc:Vpc", "source", { cidrBlock: "10.0.0.0/16" });

for (const [index, { type, inputs }] of cases.entries()) {
  register(type, `case-${index}`, Object(live(inputs)));
}

function register(type: string, name: string, inputs: Inputs): pulumi.Resource {
  return type.startsWith("comanaged:")
    ? new pulumi.ComponentResource(type, name, inputs)
    : new Raw(type, name, inputs);
}

/** The value as a program would write it: an output of a new resource is what is unknown. */
function live(value: unknown): unknown {
  if (value === unknown) {
    return source.id;
  }
  if (Array.isArray(value)) {
    return value.map(live);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (secretMark.key in value && "value" in value) {
    return pulumi.secret(live(value.value));
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, live(child)]));
}

const keys = {
  good: new Raw("aws:kms/key:Key", "stack-key", { enableKeyRotation: true }),
  bad: new Raw("aws:kms/key:Key", "stack-stale", { enableKeyRotation: false }),
};
for (const [name, key] of Object.entries(keys)) {
  new Raw("aws:backup/vault:Vault", `stack-vault-${name}`, { kmsKeyArn: key.id });
}

const group = new Raw("aws:ec2/securityGroup:SecurityGroup", "stack-group", {});
for (const [name, cidrIpv4] of Object.entries({ low: "8.0.0.0/12", high: "8.16.0.0/12" })) {
  const ports = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  const inputs = { securityGroupId: group.id, ...ports, cidrIpv4 };
  new Raw("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", `stack-${name}`, inputs);
}

const window = new Raw("aws:ssm/maintenanceWindow:MaintenanceWindow", "stack-window", {
  ...nightly(),
  tags: { Owner: "library", PatchGroup: "night" },
});
const target = new Raw("aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget", "stack-target", {
  windowId: window.id,
  resourceType: "INSTANCE",
  targets: [
    { key: "tag:PatchGroup", values: ["night"] },
    { key: "tag:Owner", values: ["library"] },
  ],
});
new Raw("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "stack-task", {
  ...{ windowId: window.id, taskType: "RUN_COMMAND", taskArn: "AWS-RunPatchBaseline" },
  cutoffBehavior: "CANCEL_TASK",
  targets: [{ key: "WindowTargetIds", values: [target.id] }],
  taskInvocationParameters: {
    runCommandParameters: { parameters: [{ name: "Operation", values: ["Install"] }] },
  },
});
const baseline = new Raw("aws:ssm/patchBaseline:PatchBaseline", "stack-baseline", {
  approvalRules: [
    { approveAfterDays: 3, patchFilters: [{ key: "PRODUCT", values: ["Debian12"] }] },
  ],
});
new Raw("aws:ssm/patchGroup:PatchGroup", "stack-patch-group", {
  patchGroup: "night",
  baselineId: baseline.id,
});
for (const PatchGroup of ["night", "day"]) {
  new Raw("aws:ec2/instance:Instance", `stack-server-${PatchGroup}`, {
    ...{ associatePublicIpAddress: false, metadataOptions: { httpTokens: "required" } },
    iamInstanceProfile: "servers",
    vpcSecurityGroupIds: [group.id],
    rootBlockDevice: { encrypted: true, kmsKeyId: keys.good.id },
    tags: { ...tags(), PatchGroup, BackupClass: "standard" },
  });
}

new Raw("aws:ebs/volume:Volume", "stack-disk", {
  ...{ encrypted: false, kmsKeyId: keys.good.id },
  tags: tags(),
});

function nightly(): Inputs {
  const schedule = "cron(0 3 ? * TUE *)";
  return { schedule, scheduleTimezone: "Europe/Berlin", duration: 3, cutoff: 1 };
}

function tags(): Record<string, string> {
  return {
    ...{ Owner: "library", Service: "catalog", Environment: "test", CostCenter: "1" },
    DataLevel: "1",
  };
}
