import { entriesBelow } from "../inspect/draft.js";
import type { Attachment } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";
import { managedHosts } from "./managedHyperv.js";

/** A host that an offer of Hyper-V, at its path, does not have is reported at its network. */
export function checkHost(
  host: string,
  { offer, path: offered }: { readonly offer: unknown; readonly path: Path },
  path: Path,
  report: Report,
): void {
  const names = [...entriesBelow(offer, "hosts").keys(), ...managedHosts(offer).keys()];
  if (!names.includes(host)) {
    report({
      path: [...path, "host"],
      at: "value",
      message: `${quote(host)} is not a host of Hyper-V`,
      allowed: oneOf(names),
      fix: didYouMean(host, names, `Add it to ${offered.join(".")}.hosts, or name one of these.`),
    });
  }
}

/** Networks of several hosts are reported: a machine stands on one. */
export function checkOneHost(
  networks: readonly Attachment[] = [],
  path: Path,
  report: Report,
): void {
  const hosts = new Set(
    networks.flatMap(({ network }) => (network.platform === "hyperv" ? [network.host] : [])),
  );
  if (hosts.size > 1) {
    report({
      path: [...path, "networks"],
      at: "key",
      message: `its networks are on ${hosts.size} hosts, and a machine stands on one`,
      allowed: "networks of one host",
      fix: "Choose networks that name the same host in the catalog.",
    });
  }
}
