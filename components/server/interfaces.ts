import type { Input } from "@pulumi/pulumi";
import type { RoutedPlan } from "../service/addresses.js";

/** An address for good, in the plan of its network. */
export interface FixedAddress {
  readonly address: string;
  readonly plan: RoutedPlan;
}

/** An interface of a virtual machine of vSphere. */
export interface VsphereInterface {
  readonly networkId: Input<string>;
  /** The address for good and the plan of its network; dynamic when absent. */
  readonly fixed?: FixedAddress;
}

/** An interface of a server in a cloud. */
export interface CloudInterface {
  /** Short name of the network; it is part of the names of further interfaces. */
  readonly network: string;
  /** Id of the subnet. */
  readonly subnetId: Input<string>;
  /** The address for good; dynamic when absent. */
  readonly address?: string;
}

/** An interface of a physical machine. */
export interface PhysicalInterface {
  readonly network: string;
  readonly mac: string;
  readonly address: string;
  readonly plan: RoutedPlan;
}

/** An interface of a machine on a Hyper-V host. */
export interface HypervInterface {
  /** Short name of the network, by which the host knows the interface. */
  readonly network: string;
  /** The virtual switch. */
  readonly switch: string;
  /** The network of machines that Virtual Machine Manager has, where it manages the host. */
  readonly vmNetwork?: string;
  /** Untagged when absent. */
  readonly vlan?: number;
  /** The address for good and the plan of its network; dynamic when absent. */
  readonly fixed?: FixedAddress;
}
