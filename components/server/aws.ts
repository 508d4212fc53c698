import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { Adoption } from "../service/adoption.js";
import type { ServerDescription } from "../service/server.js";
import { auditTag, idempotencyTag, scheduleTags, serverTags } from "../service/tags.js";
import { adopting } from "./adopting.js";
import { createFirewall } from "./awsFirewall.js";
import { createInterfaces, firstInterface } from "./awsInterfaces.js";
import { keepOff } from "./awsPower.js";
import type { BuiltServer } from "./builtServer.js";
import type { AwsBirth, AwsPlacement } from "./placement.js";
import { isDiskProtected, isMachineProtected, machineOptions } from "./protection.js";
import { deviceName, type PlannedDisk, planDisks } from "./server.plan.js";

/** Builds a server as an EC2 instance with a volume for each data disk. */
export function buildOnAws(
  parent: Resource,
  name: string,
  server: ServerDescription,
  placement: AwsPlacement,
): BuiltServer {
  const child = childOptions(parent, placement);
  const tags = { ...serverTags(server), Name: name };
  const [system, ...data] = planDisks(server.disks);
  const { adopt } = placement;
  const { group, rules } =
    adopt === undefined
      ? createFirewall({ name, tags, placement, child }, server)
      : { group: undefined, rules: [] };
  const machine = new ec2.Instance(
    `${name}-machine`,
    {
      ami: placement.birth?.ami ?? placement.ami,
      ...bornWithout(placement.birth),
      ...awsHardware(placement),
      ...firstInterface(placement),
      ...(placement.spreadGroup !== undefined && { placementGroup: placement.spreadGroup }),
      ...(group && { vpcSecurityGroupIds: [group.id] }),
      iamInstanceProfile: placement.instanceProfile,
      associatePublicIpAddress: false,
      disableApiTermination:
        server.environment === "production" && isMachineProtected(placement.confirmed),
      instanceInitiatedShutdownBehavior: "stop",
      // One hop: what runs in containers or behind the server gets no credentials of its role.
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      ...(system && { rootBlockDevice: rootDevice(system, tags, placement) }),
      tags: {
        ...{ ...tags, ...scheduleTags(server), [idempotencyTag]: idempotencyKey(name) },
        ...(placement.auditedVault !== undefined && { [auditTag]: placement.auditedVault }),
      },
    },
    // The image counts only at birth: a newer one must not replace a server that runs.
    adopting(
      {
        ...child,
        ignoreChanges: ["ami", "ephemeralBlockDevices"],
        ...machineOptions(placement.confirmed, server.generation),
      },
      "aws:ec2/instance:Instance",
      adopt?.machine,
    ),
  );
  const interfaces = createInterfaces({ name, tags, placement, child, group, machine });
  const power = server.retired === true ? [keepOff(name, machine, child)] : [];
  const volumes = data.map((disk) => createVolume(name, disk, tags, placement, child));
  for (const { disk, volume } of volumes.filter(({ disk }) => disk.removed !== true)) {
    new ec2.VolumeAttachment(
      `${name}-attachment-${disk.label}`,
      { instanceId: machine.id, volumeId: volume.id, deviceName: deviceName(disk.slot) },
      adopting(
        // A disk stays at the device at which it was attached first.
        { ...child, ignoreChanges: ["deviceName"] },
        "aws:ec2/volumeAttachment:VolumeAttachment",
        attachmentId(adopt, disk.label),
      ),
    );
  }
  return {
    machineId: machine.id,
    address: machine.privateIp,
    parts: [
      machine,
      ...(group ? [group] : []),
      ...rules,
      ...interfaces,
      ...power,
      ...volumes.map(({ volume }) => volume),
    ],
  };
}

/** Disks of a backup become volumes of their own, and none comes with the instance. */
function bornWithout({ ownDevices }: AwsBirth = noBirth) {
  const ephemeralBlockDevices = ownDevices.map((device) => ({
    deviceName: device,
    noDevice: true,
  }));
  return ownDevices.length > 0 ? { ephemeralBlockDevices } : {};
}

const noBirth: AwsBirth = { ownDevices: [], snapshots: {}, yielding: [] };

/** Everything of an instance whose change restarts it. */
export function awsHardware({ instanceType }: AwsPlacement) {
  return { instanceType };
}

/** The id by which the provider imports the attachment of a volume that stands already. */
function attachmentId(adopt: Adoption | undefined, label: string): string | undefined {
  const volume = adopt?.disks[label];
  return volume && `${volume.device}:${volume.id}:${adopt?.machine}`;
}

function childOptions(parent: Resource, placement: AwsPlacement): CustomResourceOptions {
  const { provider, hooks, after = [] } = placement;
  return {
    ...{ parent, dependsOn: [...after] },
    ...(provider && { provider }),
    ...(hooks && { hooks }),
  };
}

function rootDevice(disk: PlannedDisk, tags: Record<string, string>, placement: AwsPlacement) {
  const { type, ...performance } = placement.volumes[disk.tier];
  return {
    volumeSize: disk.sizeGiB,
    volumeType: type,
    ...performance,
    encrypted: true,
    kmsKeyId: placement.kmsKeyArn,
    tags,
  };
}

function createVolume(
  name: string,
  disk: PlannedDisk,
  tags: Record<string, string>,
  placement: AwsPlacement,
  child: CustomResourceOptions,
): { readonly disk: PlannedDisk; readonly volume: ebs.Volume } {
  const { birth = noBirth, confirmed } = placement;
  const snapshotId = birth.snapshots[disk.label];
  const makesRoom = confirmed?.reimage === true && birth.yielding.includes(disk.label);
  const volume = new ebs.Volume(
    `${name}-disk-${disk.label}`,
    {
      availabilityZone: placement.availabilityZone,
      size: disk.sizeGiB,
      ...placement.volumes[disk.tier],
      encrypted: true,
      kmsKeyId: placement.kmsKeyArn,
      ...(snapshotId !== undefined && { snapshotId }),
      tags: {
        ...tags,
        Name: `${name} ${disk.label}`,
        [idempotencyTag]: idempotencyKey(name, disk.label),
      },
    },
    adopting(
      {
        ...child,
        protect: isDiskProtected(disk, confirmed) && !makesRoom,
        // A backup counts at birth: one that is not named any more takes no disk away.
        ...(snapshotId === undefined
          ? { ignoreChanges: ["snapshotId"] }
          : { deleteBeforeReplace: true }),
      },
      "aws:ebs/volume:Volume",
      placement.adopt?.disks[disk.label]?.id,
    ),
  );
  return { disk, volume };
}
