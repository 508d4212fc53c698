import { addressRefusal } from "../../components/service/addresses.js";
import type { HypervServer } from "../../stacks/schema/model.js";
import type { RecoveryPlace } from "./places.js";

/** Where a server on Hyper-V is to come up. */
interface There extends Pick<RecoveryPlace, "networks"> {
  readonly place: string;
  /** Hosts of now that are at the place as well. */
  readonly hosts: readonly string[];
}

/** Why a server on Hyper-V cannot come up at a place, besides what keeps servers of all platforms. */
export function againstHyperv(server: HypervServer, there: There): string[] {
  const { name, disks, replica } = server;
  const { place, hosts } = there;
  const adopted = Object.entries(disks).flatMap(([label, disk]) =>
    disk.adopted?.file === undefined
      ? []
      : [
          `servers.${name}.disks.${label}.adopted: names a file of the host that is lost, and what starts from a backup has files of its own`,
        ],
  );
  const meeting =
    replica !== undefined && hosts.includes(replica.host)
      ? [
          `servers.${name}.replica: a machine of its name is on ${replica.host} already, which is at ${place}; fail over to it, or have it removed and take it out here`,
        ]
      : [];
  return [...onSeveral(server, there), ...strangeAddresses(server, there), ...adopted, ...meeting];
}

function onSeveral({ name, networks }: HypervServer, there: There): string[] {
  const hosts = new Set(
    networks.flatMap(({ network }) => there.networks[network.name]?.host ?? []),
  );
  return hosts.size > 1
    ? [
        `servers.${name}.networks: are on ${[...hosts].join(" and ")} at ${there.place}, and a machine stands on one host`,
      ]
    : [];
}

/** The guest is the one that was backed up: the network has to be one that its addresses are of. */
function strangeAddresses({ name, networks }: HypervServer, there: There): string[] {
  return networks.flatMap(({ address, network }, index) => {
    const known = there.networks[network.name];
    const plan = known?.addresses;
    const isOf = plan && address && addressRefusal(address, plan, false) === undefined;
    return address === undefined || known === undefined || isOf
      ? []
      : [
          `servers.${name}.networks.${index}.address: the backup holds ${address}, and ${network.name} has no such addresses at ${there.place}`,
        ];
  });
}
