import { systemDisk } from "../server.js";
import { diskSize } from "./sizes.js";
import { type Effect, tableOf } from "./table.js";

const unnoticed: Effect = { level: "none", why: "is not noticed by the server" };
const running: Effect = { level: "online", why: "changes while the server runs" };
const stopped: Effect = { level: "reboot", why: "changes only while the instance is stopped" };
const birth: Effect = { level: "replace", why: "counts only at birth: EC2 would start another" };
const otherDisk: Effect = {
  level: "data loss",
  why: "counts only at birth: an empty volume would take the place of this one",
};
const reattached: Effect = {
  level: "replace",
  why: "detaches the disk and attaches it again: what uses it is interrupted",
};

/**
 * An EC2 instance. CloudFormation's createOnlyProperties, terraform-provider-aws for block
 * devices and tenancy, EC2's ModifyInstanceAttribute for what needs a stopped instance.
 */
export const instance = tableOf(
  [
    [
      unnoticed,
      [
        ...["tags", "volumeTags", "disableApiStop", "disableApiTermination", "forceDestroy"],
        ...["instanceInitiatedShutdownBehavior", "maintenanceOptions", "userDataReplaceOnChange"],
        ...["rootBlockDevice.deleteOnTermination", "rootBlockDevice.tags"],
        "rootBlockDevice.tagsAll",
      ],
    ],
    [
      running,
      [
        ...["vpcSecurityGroupIds", "iamInstanceProfile", "metadataOptions", "monitoring"],
        ...["sourceDestCheck", "creditSpecification", "privateDnsNameOptions"],
        ...["rootBlockDevice.volumeType", "rootBlockDevice.iops", "rootBlockDevice.throughput"],
      ],
    ],
    [
      stopped,
      [
        ...["instanceType", "ebsOptimized", "capacityReservationSpecification", "hostId"],
        "placementPartitionNumber",
      ],
    ],
    [
      birth,
      [
        ...["ami", "associatePublicIpAddress", "availabilityZone", "cpuOptions", "enclaveOptions"],
        ...["enablePrimaryIpv6", "ephemeralBlockDevices", "getPasswordData", "hibernation"],
        ...["hostResourceGroupArn", "instanceMarketOptions", "ipv6AddressCount", "ipv6Addresses"],
        ...["keyName", "launchTemplate", "networkInterfaces", "placementGroup"],
        ...["placementGroupId", "primaryNetworkInterface", "privateIp", "region"],
        ...["secondaryNetworkInterfaces", "secondaryPrivateIps", "securityGroups", "subnetId"],
        ...["tenancy", "rootBlockDevice.encrypted", "rootBlockDevice.kmsKeyId"],
        ...["rootBlockDevice.deviceName", "rootBlockDevice.volumeId"],
      ],
    ],
    [otherDisk, ["ebsBlockDevices"]],
  ],
  {
    userData: ({ all }) => (all.after["userDataReplaceOnChange"] === true ? birth : stopped),
    userDataBase64: ({ all }) => (all.after["userDataReplaceOnChange"] === true ? birth : stopped),
    "rootBlockDevice.volumeSize": (change) => diskSize({ ...change, disk: systemDisk }),
  },
);

/** An EBS volume: EC2's ModifyVolume changes size, type and performance of one in use. */
export const volume = tableOf(
  [
    [unnoticed, ["tags", "finalSnapshot"]],
    [running, ["type", "iops", "throughput"]],
    [
      otherDisk,
      [
        ...["availabilityZone", "encrypted", "kmsKeyId", "multiAttachEnabled", "outpostArn"],
        ...["region", "snapshotId", "volumeInitializationRate"],
      ],
    ],
  ],
  { size: diskSize },
);

/** Whether an instance runs; it is kept of servers only that are retired. */
export const instanceState = tableOf(
  [
    [{ level: "none", why: "keeps a retired server off" }, ["state", "force"]],
    [{ level: "none", why: "is the server that is kept off" }, ["instanceId", "region"]],
  ],
  {},
);

/** The attachment of a volume: there is nothing to change in place but how it ends. */
export const volumeAttachment = tableOf(
  [
    [unnoticed, ["forceDetach", "skipDestroy", "stopInstanceBeforeDetaching"]],
    [reattached, ["deviceName", "instanceId", "region", "volumeId"]],
  ],
  {},
);

/** A group that spreads instances: which of them are in it stands at the instances. */
export const placementGroup = tableOf(
  [
    [unnoticed, ["tags"]],
    [
      { level: "replace", why: "counts only at birth: EC2 would make another group" },
      ["name", "partitionCount", "region", "spreadLevel", "strategy"],
    ],
  ],
  {},
);

/** A further interface of an instance: it stays in its subnet and keeps its description. */
export const networkInterface = tableOf(
  [
    [unnoticed, ["tags", "description"]],
    [
      running,
      [
        ...["privateIps", "privateIpsCount", "privateIpLists", "privateIpListEnabled"],
        ...["securityGroups", "sourceDestCheck", "ipv4Prefixes", "ipv4PrefixCount"],
        ...["ipv6AddressCount", "ipv6AddressListEnabled", "ipv6AddressLists", "ipv6Addresses"],
        ...["ipv6PrefixCount", "ipv6Prefixes", "attachments", "enaSrdSpecification"],
      ],
    ],
    [
      { level: "replace", why: "counts only at birth: EC2 would make another interface" },
      ["enablePrimaryIpv6", "interfaceType", "privateIp", "region", "subnetId"],
    ],
  ],
  {},
);

/** The attachment of an interface: nothing of it changes in place. */
export const networkInterfaceAttachment = tableOf(
  [
    [
      { level: "replace", why: "takes the interface away and brings it back" },
      ["deviceIndex", "instanceId", "networkCardIndex", "networkInterfaceId", "region"],
    ],
  ],
  {},
);

/** A security group: its rules change at once, its identity never. */
export const securityGroup = tableOf(
  [
    [unnoticed, ["tags", "revokeRulesOnDelete"]],
    [running, ["ingress", "egress"]],
    [
      { level: "replace", why: "counts only at birth: EC2 would make another group" },
      ["description", "name", "namePrefix", "region", "vpcId"],
    ],
  ],
  {},
);

/** A rule of a security group: EC2's ModifySecurityGroupRules changes it in place. */
export const securityGroupRule = tableOf(
  [
    [unnoticed, ["description", "tags"]],
    [
      running,
      [
        ...["cidrIpv4", "cidrIpv6", "fromPort", "ipProtocol", "prefixListId"],
        ...["referencedSecurityGroupId", "toPort"],
      ],
    ],
    [
      { level: "replace", why: "takes the rule away before the new one is there" },
      ["region", "securityGroupId"],
    ],
  ],
  {},
);
