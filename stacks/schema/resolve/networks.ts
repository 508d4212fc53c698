import { type AddressPlan, addressRefusal } from "../../../components/service/addresses.js";
import type { Platform } from "../../../components/service/platform.js";
import { draftOf, entriesOf } from "../inspect/draft.js";
import type { Attachment, Network } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { serverNetwork } from "../server.js";
import { isRouted } from "./addressPlans.js";
import type { CatalogDraft } from "./catalog.js";
import { networkFor } from "./placement.js";

const partialNetwork = serverNetwork.partial();

/** Which server of an estate has which address, as `<network> <address>`. */
export type TakenAddresses = Map<string, string>;

/** What the networks of a server are held against. */
export interface NetworkContext {
  readonly server: string;
  readonly platform: Platform | undefined;
  readonly catalog: CatalogDraft;
  readonly taken: TakenAddresses;
}

/** A network that a server names, and where it does. */
interface Named {
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly at: Path;
}

/**
 * The networks of a server; undefined when one is faulty. What is not in the catalog, stands
 * there twice or is no address for the server is reported.
 */
export function resolveNetworks(
  raw: object,
  context: NetworkContext,
  path: Path,
  report: Report,
): readonly Attachment[] | undefined {
  const named = namedNetworks(raw, path, report);
  const seen = new Set<string>();
  const attachments = named.map(({ name, address, at }) => {
    const place = at.at(-1) === "network" ? at : [...at, "name"];
    const network = networkFor(name, context.platform, context.catalog, place, report);
    if (network !== undefined && seen.has(network.name)) {
      report({
        path: place,
        at: "value",
        message: `${quote(network.name)} is a network of this server already`,
        allowed: "one interface in each network",
        fix: "Remove one of the two.",
      });
    }
    seen.add(name ?? "");
    if (network !== undefined && address !== undefined) {
      checkAddress(address, network, context, [...at, "address"], report);
    }
    return network && { network, ...(address !== undefined && { address }) };
  });
  const sound = attachments.filter((attachment) => attachment !== undefined);
  return sound.length > 0 && sound.length === attachments.length ? sound : undefined;
}

/** What the server names under `networks`, or under `network` in short. */
function namedNetworks(raw: object, path: Path, report: Report): Named[] {
  const fields = entriesOf(raw);
  const [one, many] = [fields.get("network"), fields.get("networks")];
  if (one === undefined && many === undefined) {
    report({
      path: [...path, "network"],
      at: "key",
      message: "is missing",
      allowed: "the name of a network in the catalog",
      fix: "Add, for example, network: dc-chemistry.",
    });
  }
  if (one !== undefined && many !== undefined) {
    report({
      path: [...path, "networks"],
      at: "key",
      message: 'stands beside "network", which means another list of networks',
      allowed: "one of the two",
      fix: 'Remove "network", and put its name into the list.',
    });
  }
  if (Array.isArray(many)) {
    return many.map((entry: unknown, index) => {
      const { value } = draftOf(serverNetwork, partialNetwork, entry);
      const at = [...path, "networks", String(index)];
      return { name: value.name, address: value.address, at };
    });
  }
  const { data } = serverNetwork.shape.name.safeParse(one);
  return [{ name: data, address: undefined, at: [...path, "network"] }];
}

function checkAddress(
  address: string,
  network: Network,
  { server, taken }: NetworkContext,
  path: Path,
  report: Report,
): void {
  const plan = network.addresses;
  if (plan === undefined) {
    report({
      path,
      at: "value",
      message: `${quote(network.name)} has no addresses for good`,
      allowed: "a network to which the catalog gives addresses",
      fix: isManaged(network)
        ? "Remove the address, and have DHCP reserve it: VMM has none for machines without its template."
        : "Remove the address, or add addresses to the network in the catalog.",
    });
    return;
  }
  const refusal = addressRefusal(address, plan, !isRouted(network));
  if (refusal !== undefined) {
    report({ path, at: "value", ...refusal, fix: "Choose a free one of these." });
    return;
  }
  const key = `${placeOf(network, plan)} ${address}`;
  const holder = taken.get(key);
  if (holder !== undefined) {
    report({
      path,
      at: "value",
      message: `${address} is the address of ${holder} already`,
      allowed: `${plan.static.from} to ${plan.static.to}`,
      fix: "Choose a free one of these.",
    });
  }
  taken.set(key, holder ?? server);
}

/** Whether machines in a network are Virtual Machine Manager's. */
function isManaged(network: Network): boolean {
  return network.platform === "hyperv" && network.vmNetwork !== undefined;
}

/** Where addresses of a network are told from those of others. */
function placeOf(network: Network, { cidr }: AddressPlan): string {
  switch (network.platform) {
    // Every host has a name of its own for the same network.
    case "hyperv":
      return cidr;
    case "vsphere":
      return network.portGroup;
    case "physical":
      return network.name;
    default:
      return network.subnet;
  }
}

/** The attachments, all of one platform; undefined when one is of another. */
export function allOn<P extends Platform>(
  platform: P,
  attachments: readonly Attachment[] | undefined,
): readonly Attachment<Extract<Network, { platform: P }>>[] | undefined {
  const own = attachments?.filter((attachment) => isOn(platform, attachment));
  return own?.length === attachments?.length ? own : undefined;
}

function isOn<P extends Platform>(
  platform: P,
  attachment: Attachment,
): attachment is Attachment<Extract<Network, { platform: P }>> {
  return attachment.network.platform === platform;
}

/** A type of machines has only so many interfaces; more are reported. */
export function checkInterfaces(
  attachments: readonly Attachment[] | undefined,
  type: { readonly name: string; readonly interfaces: number } | undefined,
  path: Path,
  report: Report,
): void {
  const count = attachments?.length ?? 0;
  if (type !== undefined && count > type.interfaces) {
    report({
      path: [...path, "networks"],
      at: "key",
      message: `${count} networks are too many for ${type.name}`,
      allowed: `at most ${type.interfaces}`,
      fix: "Remove one, take a larger server, or say in the catalog how many interfaces the type has.",
    });
  }
}
