import type { DataLevel } from "../../../../components/service/dataLevel.js";
import {
  exposedAdminPorts,
  isEverybody,
} from "../../../../components/service/firewall/exposure.js";
import {
  type Flow,
  inbound,
  management,
  portText,
} from "../../../../components/service/firewall/flow.js";
import { limitRefusal } from "../../../../components/service/firewall/limits.js";
import { doPortsMeet, sharedPermission } from "../../../../components/service/firewall/overlap.js";
import type { OperatingSystem } from "../../../../components/service/operatingSystem.js";
import type { Platform } from "../../../../components/service/platform.js";
import { entriesBelow, entriesOf } from "../../inspect/draft.js";
import type { Path, Report } from "../../report/finding.js";
import { quote } from "../../report/wording.js";
import { resolveFlow } from "./flow.js";
import type { FirewallOffer } from "./offer.js";
import { internet, type Names } from "./peers.js";

/** The ports through which the provider comes in, by operating system. */
const managementPorts = {
  linux: [{ from: 22, to: 22 }],
  windows: [
    { from: 22, to: 22 },
    { from: 3389, to: 3389 },
    { from: 5985, to: 5986 },
  ],
} as const;

/** What is known of a server whose firewall is judged. */
export interface Guarded {
  readonly os: OperatingSystem;
  readonly platform: Platform;
  readonly dataLevel: DataLevel;
}

/** What the firewalls of an estate are held against. */
export interface FirewallContext {
  readonly names: Names;
  /** Undefined when the catalog does not say from where the provider comes in. */
  readonly offer: FirewallOffer | undefined;
}

/**
 * The flows of a server, the provider's way in first; undefined when anything is faulty, which is
 * reported.
 *
 * @param server undefined when the server is faulty: then only the flows themselves are judged
 */
export function resolveServerFirewall(
  raw: unknown,
  server: Guarded | undefined,
  { names, offer }: FirewallContext,
  path: Path,
  report: Report,
): readonly Flow[] | undefined {
  if (offer === undefined) {
    report({
      path,
      at: "key",
      message: "cannot be kept: the catalog does not say from where the provider comes in",
      allowed: "nothing here as long as the catalog has no administration and no firewall",
      fix: "Add administration and firewall to the catalog, or remove this.",
    });
    return undefined;
  }
  const read = [...entriesOf(raw)].map(([name, value]) =>
    resolveFlow(name, value, { names, responsible: "customer" }, [...path, name], report),
  );
  const own = read.filter((flow) => flow !== undefined);
  const provided = [wayIn(server?.os ?? "linux", offer.management), ...offer.flows];
  checkNames([...entriesOf(raw).keys()], provided, path, report);
  checkDoubles(own, provided, path, report);
  for (const { port, through } of exposedAdminPorts(own)) {
    report({
      path: [...path, through[0]?.name ?? "", "from"],
      at: "key",
      message: `port ${port.port} (${port.name}) is open to the Internet`,
      allowed: "the networks of the administrators",
      fix: "Let administrators in from their own networks, through the VPN, and name those.",
    });
  }
  for (const flow of own) {
    checkInternet(flow, { raw, own, server }, path, report);
  }
  const flows = [...provided, ...own];
  const refusal = server && limitRefusal(server.platform, flows);
  if (refusal !== undefined) {
    report({ path, at: "key", ...refusal, fix: "Join networks or ranges of ports." });
  }
  return own.length === read.length ? flows : undefined;
}

function wayIn(os: OperatingSystem, networks: readonly string[]): Flow {
  return {
    ...{ name: management, direction: "in", protocol: "tcp", ports: managementPorts[os] },
    ...{ peers: networks, purpose: "Administration by the provider", responsible: "provider" },
  };
}

function checkNames(
  names: readonly string[],
  provided: readonly Flow[],
  path: Path,
  report: Report,
): void {
  for (const name of names.filter((one) => provided.some((flow) => flow.name === one))) {
    report({
      path: [...path, name],
      at: "key",
      message: `${quote(name)} is the name of a flow of the provider`,
      allowed: "another name",
      fix: "Rename the flow.",
    });
  }
}

/**
 * What one flow gives, another one gives for nothing. A flow may be wider than the provider's,
 * which the customer cannot change.
 */
function checkDoubles(
  own: readonly Flow[],
  provided: readonly Flow[],
  path: Path,
  report: Report,
): void {
  for (const [index, flow] of own.entries()) {
    const before = own.slice(0, index);
    for (const other of [...provided, ...before]) {
      const wider = before.includes(other) ? sharedPermission(other, flow) : undefined;
      const double = sharedPermission(flow, other) ?? wider;
      if (double !== undefined) {
        report({
          path: [...path, flow.name],
          at: "key",
          message: `${flow.protocol} ${portText(double.ports)} and ${double.peer} are in ${quote(other.name)} as well`,
          allowed: "each permission once",
          fix: "Remove it from one of the two.",
        });
      }
    }
  }
}

/** Everybody gets in only where the estate says so in a word, and only to public data. */
function checkInternet(
  flow: Flow,
  { raw, own, server }: { raw: unknown; own: readonly Flow[]; server: Guarded | undefined },
  path: Path,
  report: Report,
): void {
  const isSaid = ({ name }: Flow) => {
    const from = entriesBelow(raw, name).get("from");
    return Array.isArray(from) && from.includes(internet);
  };
  if (flow.direction === "out") {
    return;
  }
  const at = [...path, flow.name, "from"];
  if (isSaid(flow) && server !== undefined && server.dataLevel > 1) {
    report({
      path: at,
      at: "key",
      message: `lets the Internet in to data of level ${server.dataLevel}`,
      allowed: "named networks; the Internet for data of level 1 only",
      fix: "Name the networks, or put what is public on a server of data level 1.",
    });
  }
  // Split over flows, everybody is still everybody.
  const together = inbound(own).filter(
    (other) =>
      !isSaid(other) &&
      other.protocol === flow.protocol &&
      other.ports.some((ports) => flow.ports.some((range) => doPortsMeet(ports, range))),
  );
  if (!isSaid(flow) && isEverybody(together.flatMap(({ peers }) => peers))) {
    report({
      path: at,
      at: "key",
      message: "is the Internet, by its number of addresses, and does not say so",
      allowed: "an institution's own networks, or internet",
      fix: "Name fewer networks, or write from: [internet] where the data is public.",
    });
  }
}
