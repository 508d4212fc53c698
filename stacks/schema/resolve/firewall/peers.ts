import { everybody } from "../../../../components/service/firewall/flow.js";
import { isNetworkWithin } from "../../../../components/service/firewall/overlap.js";
import { networkOf } from "../../fields/flow.js";
import type { Path, Report } from "../../report/finding.js";
import { didYouMean, oneOf, quote } from "../../report/wording.js";

/** What a name of a flow's other side stands for. */
export type Named =
  | { readonly kind: "server" | "network" | "set"; readonly networks: readonly string[] }
  /** It is there and has no networks to be named by. */
  | { readonly kind: "server" | "network" | "set"; readonly lacks: string; readonly fix: string }
  /** It is there and faulty, which has been reported. */
  | { readonly kind: "server" | "network" | "set"; readonly networks: undefined };

/** Everything that flows can name besides networks. */
export type Names = ReadonlyMap<string, readonly Named[]>;

/** The word for everybody. */
export const internet = "internet";

/**
 * The networks that the entries of a list stand for; undefined when one is faulty. What is no
 * network and no name, and what adds nothing to another entry, is reported.
 */
export function resolvePeers(
  entries: readonly string[],
  names: Names,
  path: Path,
  report: Report,
): readonly string[] | undefined {
  const read = entries.map((entry, index) =>
    resolvePeer(entry, names, [...path, String(index)], report),
  );
  for (const [index, networks] of read.entries()) {
    const other = read.findIndex(
      (outer, at) =>
        at !== index &&
        isAllWithin(networks, outer) &&
        // Of two that are the same, the second one is the double.
        (at < index || !isAllWithin(outer, networks)),
    );
    if (other >= 0) {
      report({
        path: [...path, String(index)],
        at: "value",
        message: `${quote(entries[index])} adds nothing to ${quote(entries[other])}`,
        allowed: "each address once",
        fix: "Remove it.",
      });
    }
  }
  const sound = read.filter((networks) => networks !== undefined);
  return sound.length === read.length ? widest(sound.flat()) : undefined;
}

function isAllWithin(
  inner: readonly string[] | undefined,
  outer: readonly string[] | undefined,
): boolean {
  return (
    inner !== undefined &&
    outer !== undefined &&
    inner.every((one) => outer.some((other) => isNetworkWithin(one, other)))
  );
}

/** The networks that are in no other one: two names can share a part of theirs. */
function widest(networks: readonly string[]): readonly string[] {
  const all = [...new Set(networks)].sort(byFamily);
  return all.filter((one) => !all.some((other) => other !== one && isNetworkWithin(one, other)));
}

/** IPv4 first, then as text: the order is the same in every run. */
function byFamily(a: string, b: string): number {
  const families = Number(a.includes(":")) - Number(b.includes(":"));
  return families !== 0 ? families : a < b ? -1 : 1;
}

function resolvePeer(
  entry: string,
  names: Names,
  path: Path,
  report: Report,
): readonly string[] | undefined {
  if (entry === internet) {
    return everybody;
  }
  const network = networkOf(entry);
  if (network !== undefined) {
    checkSpelling(entry, network, path, report);
    return [network];
  }
  const found = names.get(entry) ?? [];
  const [one, other] = found;
  if (one === undefined) {
    const known = [...names.keys(), internet];
    report({
      path,
      at: "value",
      message: `${quote(entry)} is not a network and not the name of a server, a network or a set`,
      allowed: `a network such as 10.20.0.0/16, or ${oneOf(known)}`,
      fix: didYouMean(entry, known, "Write the network, or declare the name."),
    });
    return undefined;
  }
  if (other !== undefined) {
    report({
      path,
      at: "value",
      message: `${quote(entry)} is the name of a ${one.kind} and of a ${other.kind}`,
      allowed: "a name of one thing",
      fix: "Rename one of them, or write its network.",
    });
    return undefined;
  }
  if ("lacks" in one) {
    report({
      path,
      at: "value",
      message: `${quote(entry)} ${one.lacks}`,
      allowed: "something whose addresses are known",
      fix: one.fix,
    });
    return undefined;
  }
  return one.networks;
}

function checkSpelling(entry: string, network: string, path: Path, report: Report): void {
  const isMapped = network.startsWith("::ffff:");
  if (isMapped || (entry.includes("/") && entry !== network)) {
    report({
      path,
      at: "value",
      message: isMapped
        ? `${quote(entry)} is an address of IPv4 in the clothes of IPv6`
        : `${quote(entry)} is not how the network is written`,
      allowed: isMapped ? "the address of IPv4" : "its first address and its bits",
      fix: isMapped ? "Write the address of IPv4." : `Write "${network}".`,
    });
  }
}
