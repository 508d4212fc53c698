import type { CloudInterface, PortGroupInterface } from "../components/index.js";
import type {
  Attachment,
  AwsNetwork,
  AzureNetwork,
  VsphereNetwork,
} from "../stacks/schema/model.js";

/** An interface in a port group; the schema gives addresses for good only where there is a plan. */
export function portGroupInterface({
  network: { portGroup, addresses: plan },
  address,
}: Attachment<VsphereNetwork>): PortGroupInterface {
  return address === undefined || plan === undefined
    ? { portGroup }
    : { portGroup, fixed: { address, plan } };
}

/** An interface in a subnet. */
export function cloudInterface({
  network: { name, subnet },
  address,
}: Attachment<AwsNetwork | AzureNetwork>): CloudInterface {
  return { network: name, subnetId: subnet, ...(address !== undefined && { address }) };
}
