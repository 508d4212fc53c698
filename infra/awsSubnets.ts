import { RunError } from "@pulumi/pulumi";
import type { Subnet } from "../components/index.js";
import type { AwsServer } from "../stacks/schema/model.js";

/**
 * Refuses servers whose networks lie apart: EC2 gives an instance interfaces of one availability
 * zone, and its firewall belongs to one VPC. Only AWS tells where a subnet lies.
 *
 * @throws RunError that lists every network that lies elsewhere
 */
export function refuseSplit(
  servers: readonly AwsServer[],
  subnets: ReadonlyMap<string, Subnet>,
): void {
  const complaints = servers.flatMap(({ name, networks }) => {
    const [first, ...further] = networks.map(({ network }) => ({
      network: network.name,
      subnet: subnets.get(network.subnet),
    }));
    const apart = further.filter(
      ({ subnet }) =>
        subnet?.availabilityZone !== first?.subnet?.availabilityZone ||
        subnet?.vpcId !== first?.subnet?.vpcId,
    );
    return apart.map(
      ({ network, subnet }) =>
        `  servers.${name}.networks: ${network} lies in ${placeOf(subnet)}, ${first?.network} in ${placeOf(first?.subnet)}`,
    );
  });
  if (complaints.length > 0) {
    const headline =
      "The networks of a server on AWS must lie in one availability zone of one VPC:";
    throw new RunError([headline, ...complaints].join("\n"));
  }
}

function placeOf(subnet: Subnet | undefined): string {
  return `${subnet?.availabilityZone} of ${subnet?.vpcId}`;
}
