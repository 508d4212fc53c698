import { addressSet } from "../../firewall.js";
import { entriesBelow, entriesOf } from "../../inspect/draft.js";
import type { Network, ResolvedServer } from "../../model.js";
import type { Report } from "../../report/finding.js";
import type { Declared } from "../declared.js";
import type { FirewallOffer } from "./offer.js";
import { internet, type Named, type Names, resolvePeers } from "./peers.js";
import { resolveServerFirewall } from "./server.js";

/** What is known of a network of the catalog. */
type Networks = Declared<{ readonly network: Network | undefined }>;

/** What the firewalls of an estate rest on in the catalog. */
interface Offered {
  readonly networks: Networks;
  readonly firewall: FirewallOffer | undefined;
  readonly administration: unknown;
}

/** The servers with their flows. What does not fit together is reported. */
export function resolveFirewalls(
  raw: unknown,
  servers: readonly ResolvedServer[],
  { networks, firewall, administration }: Offered,
  report: Report,
): readonly ResolvedServer[] {
  const declared = [...entriesBelow(raw, "servers")].filter(([, value]) =>
    entriesOf(value).has("firewall"),
  );
  const named = entriesOf(raw).has("addressSets");
  if (declared.length === 0 && !named) {
    return servers;
  }
  const byName = new Map(servers.map((server) => [server.name, server]));
  const names = namesOf(raw, byName, networks, report);
  const offer = administration === undefined ? undefined : firewall;
  const flows = new Map(
    declared.map(([name, value]) => [
      name,
      resolveServerFirewall(
        entriesOf(value).get("firewall"),
        byName.get(name),
        { names, offer },
        ["servers", name, "firewall"],
        report,
      ),
    ]),
  );
  return servers.map((server) => {
    const own = flows.get(server.name);
    return own === undefined ? server : { ...server, firewall: own };
  });
}

/** The names of the catalog's networks. */
export function networkNames(networks: Networks): Names {
  return new Map([...(networks ?? [])].map(([name, draft]) => [name, [ofNetwork(draft?.network)]]));
}

function namesOf(
  raw: unknown,
  servers: ReadonlyMap<string, ResolvedServer>,
  networks: Networks,
  report: Report,
): Names {
  const outside = networkNames(networks);
  const known = [...entriesBelow(raw, "servers").keys()].map((name): [string, Named] => [
    name,
    ofServer(servers.get(name)),
  ]);
  const sets = [...entriesBelow(raw, "addressSets")].map(([name, value]): [string, Named] => {
    const path = ["addressSets", name];
    checkSetName(name, report);
    const { data } = addressSet.safeParse(value);
    const read = data && resolvePeers(data, outside, path, report);
    return [name, { kind: "set", networks: read }];
  });
  const all = new Map<string, readonly Named[]>(outside);
  for (const [name, thing] of [...known, ...sets]) {
    all.set(name, [...(all.get(name) ?? []), thing]);
  }
  return all;
}

function checkSetName(name: string, report: Report): void {
  if (name === internet) {
    report({
      path: ["addressSets", name],
      at: "key",
      message: `"${internet}" is the word for everybody`,
      allowed: "another name",
      fix: "Rename the set.",
    });
  }
}

function ofNetwork(network: Network | undefined): Named {
  if (network === undefined) {
    return { kind: "network", networks: undefined };
  }
  return network.addresses === undefined
    ? {
        kind: "network",
        lacks: "has no addresses in the catalog",
        fix: "Write its network, or add addresses to it in the catalog.",
      }
    : { kind: "network", networks: [network.addresses.cidr] };
}

/** A server is known by its addresses only when it keeps them all. */
function ofServer(server: ResolvedServer | undefined): Named {
  const addresses = server?.networks.map(({ address }) => address);
  if (addresses === undefined) {
    return { kind: "server", networks: undefined };
  }
  const fixed = addresses.filter((address) => address !== undefined);
  return fixed.length < addresses.length
    ? {
        kind: "server",
        lacks: "has a dynamic address, which no rule can name",
        fix: "Give the server an address for good in each of its networks, or name a network.",
      }
    : { kind: "server", networks: fixed.map((address) => `${address}/32`) };
}
