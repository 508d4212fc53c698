import type * as ec2 from "@pulumi/aws/ec2";
import * as power from "@pulumi/aws/ec2transitgateway";
import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Stops an instance and keeps it so. EC2 asks the guest as its power button would. When the
 * resource goes, the instance stays as it is: nothing starts it (`aws_ec2_instance_state`).
 */
export function keepOff(
  name: string,
  { id }: ec2.Instance,
  child: CustomResourceOptions,
): power.InstanceState {
  return new power.InstanceState(`${name}-power`, { instanceId: id, state: "stopped" }, child);
}
