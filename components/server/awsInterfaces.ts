import * as ec2 from "@pulumi/aws/ec2";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { idempotencyTag } from "../service/tags.js";
import { adopting } from "./adopting.js";
import type { CloudInterface } from "./interfaces.js";
import type { AwsPlacement } from "./placement.js";

/** What the interfaces of a server hang on. */
interface Hanger {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly placement: AwsPlacement;
  readonly child: CustomResourceOptions;
  /** None yet at a server that is being adopted. */
  readonly group: ec2.SecurityGroup | undefined;
  readonly machine: ec2.Instance;
}

/** The interface with which an instance is born and which it keeps. */
export function firstInterface({ interfaces: [first] }: AwsPlacement) {
  return {
    ...(first !== undefined && { subnetId: first.subnetId }),
    ...(first?.address !== undefined && { privateIp: first.address }),
  };
}

/** All further interfaces of a server, in their order, with their attachments. */
export function createInterfaces(
  hanger: Hanger,
): (ec2.NetworkInterface | ec2.NetworkInterfaceAttachment)[] {
  const [, ...further] = hanger.placement.interfaces;
  return further.flatMap((card, index) => createInterface(hanger, card, index + 1));
}

function createInterface(
  { name, tags, placement, child, group, machine }: Hanger,
  { network, subnetId, address }: CloudInterface,
  deviceIndex: number,
) {
  const adopted = placement.adopt?.interfaces[network];
  const card = new ec2.NetworkInterface(
    `${name}-interface-${network}`,
    {
      description: `${name} in ${network}`,
      subnetId,
      ...(group && { securityGroups: [group.id] }),
      ...(address !== undefined && { privateIps: [address] }),
      tags: {
        ...tags,
        Name: `${name} ${network}`,
        [idempotencyTag]: idempotencyKey(name, `interface-${network}`),
      },
    },
    adopting(child, "aws:ec2/networkInterface:NetworkInterface", adopted?.id),
  );
  const attachment = new ec2.NetworkInterfaceAttachment(
    `${name}-interface-${network}-attachment`,
    { instanceId: machine.id, networkInterfaceId: card.id, deviceIndex },
    adopting(
      child,
      "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
      adopted?.attachment,
    ),
  );
  return [card, attachment];
}
