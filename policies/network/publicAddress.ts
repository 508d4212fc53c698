import { demandFlag, demandNone, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const subnet = "aws:ec2/subnet:Subnet";
const address = "aws:ec2/eip:Eip";
const association = "aws:ec2/eipAssociation:EipAssociation";

const undecided = "the subnet may give the server a public address";

/** No server gets an address on the Internet. */
export const noPublicAddress: Rule = {
  id: "NET-03",
  title: "No server has a public address",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], FSBP: ["EC2.9", "EC2.15", "EC2.25"] },
  why:
    "A server with a public address is one mistake in a security group away from the Internet. " +
    "The default of a subnet may be changed by others, so each server says it itself.",
  fix:
    "Set associatePublicIpAddress to false on the instance and on every network interface of the " +
    "launch template, leave mapPublicIpOnLaunch of subnets false, attach no elastic address to a " +
    "server, and publish services through a load balancer.",
  tokens: [instance, template, subnet, address, association],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "An instance that refuses a public address",
        type: instance,
        inputs: { associatePublicIpAddress: false },
      },
    ],
    fail: [
      {
        title: "An instance that leaves it to its subnet",
        type: instance,
        inputs: { subnetId: "subnet-1" },
      },
      {
        title: "A subnet that gives public addresses",
        type: subnet,
        inputs: { mapPublicIpOnLaunch: true },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === instance) {
    yield* demandFlag(inputs.get("associatePublicIpAddress"), false, undecided);
  } else if (type === template) {
    yield* inEach(inputs.get("networkInterfaces"), checkInterface, undecided);
  } else if (type === subnet) {
    const wrong = "the subnet gives every server a public address";
    yield* demandFlag(inputs.get("mapPublicIpOnLaunch"), false, wrong, "passes");
  } else {
    const server = type === address ? "instance" : "instanceId";
    const networkInterface = type === address ? "networkInterface" : "networkInterfaceId";
    const wrong = "the address is attached to a server";
    yield* demandNone(inputs.get(server), wrong);
    yield* demandNone(inputs.get(networkInterface), wrong);
  }
}

function* checkInterface(item: Field): Iterable<Finding> {
  const field = item.get("associatePublicIpAddress");
  // Launch templates spell the flag as text.
  const text = field.text();
  if (!(text.state === "known" && text.value === "false")) {
    yield* demandFlag(field, false, undecided);
  }
}
