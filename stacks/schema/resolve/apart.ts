import { platformNames } from "../../../components/service/platform.js";
import { virtualNetworkOf } from "../fields/microsoft.js";
import type { AzureServer, ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { mostInSet, mostSpread } from "./limits.js";

/** Peers that are kept apart, all on one platform. */
interface Peers {
  readonly group: string;
  readonly servers: readonly ResolvedServer[];
}

/** Peers that their platform cannot keep apart are reported, each server at its line. */
export function checkApart(
  servers: readonly ResolvedServer[],
  hasCluster: boolean,
  report: Report,
): void {
  for (const peers of peersOf(servers)) {
    const complain = (server: ResolvedServer, complaint: Complaint) =>
      report({ path: ["servers", server.name, "apart"], at: "value", ...complaint });
    const [first] = peers.servers;
    if (first !== undefined && peers.servers.length === 1) {
      complain(first, alone(peers.group, platformNames[first.platform]));
    }
    if (first?.platform === "vsphere" && !hasCluster) {
      complain(first, withoutCluster);
    }
    for (const server of tooMany(peers.servers)) {
      complain(server, crowded(peers.group));
    }
    for (const server of elsewhere(peers.servers)) {
      complain(server, scattered);
    }
  }
}

function peersOf(servers: readonly ResolvedServer[]): Peers[] {
  const groups = new Map<string, ResolvedServer[]>();
  for (const server of servers) {
    if (server.apart !== undefined) {
      const key = `${server.platform} ${server.apart}`;
      groups.set(key, [...(groups.get(key) ?? []), server]);
    }
  }
  return [...groups.values()].map((members) => ({
    group: members[0]?.apart ?? "",
    servers: members,
  }));
}

interface Complaint {
  readonly message: string;
  readonly allowed: string;
  readonly fix: string;
}

function alone(group: string, platform: string): Complaint {
  return {
    message: `no other server on ${platform} is to be kept apart by ${quote(group)}`,
    allowed: "two servers or more of one platform with the same name here",
    fix: "Give its peer the same name, or remove it.",
  };
}

const withoutCluster: Complaint = {
  message: "servers are kept apart by a cluster, and the catalog names none",
  allowed: "no apart on vSphere",
  fix: "Name the cluster as platforms.vsphere.cluster of the catalog.",
};

function crowded(group: string): Complaint {
  return {
    message: `${quote(group)} holds more servers than can be kept apart`,
    allowed: `at most ${mostSpread} in one subnet of AWS, at most ${mostInSet} on Azure, one on a host of Hyper-V`,
    fix: "Make two groups, or put servers into a network of another availability zone or host.",
  };
}

const scattered: Complaint = {
  message: "the peers on Azure are in different virtual networks",
  allowed: "peers in one virtual network",
  fix: "Choose networks of one virtual network, or another name here.",
};

const mostOf = {
  vsphere: Infinity,
  aws: mostSpread,
  azure: mostInSet,
  hyperv: 1,
  physical: Infinity,
};

/** What holds only so many peers. */
function placeOf(server: ResolvedServer): string {
  switch (server.platform) {
    case "aws":
      return server.networks[0]?.network.subnet ?? "";
    case "hyperv":
      return server.networks[0]?.network.host ?? "";
    default:
      return "";
  }
}

/** The servers beyond the limit of their platform. */
function tooMany(servers: readonly ResolvedServer[]): readonly ResolvedServer[] {
  const counts = new Map<string, number>();
  return servers.filter((server) => {
    const place = placeOf(server);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count > mostOf[server.platform];
  });
}

function elsewhere(servers: readonly ResolvedServer[]): readonly ResolvedServer[] {
  const onAzure = servers.filter((server) => server.platform === "azure");
  const [first] = onAzure;
  return onAzure.filter((server) => first && networkOf(server) !== networkOf(first));
}

function networkOf({ networks }: AzureServer): string {
  return virtualNetworkOf(networks[0]?.network.subnet ?? "");
}
