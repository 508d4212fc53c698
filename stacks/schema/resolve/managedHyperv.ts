import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { Attachment, HypervNetwork } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** The hosts of an offer of Hyper-V that Virtual Machine Manager manages, by name. */
export function managedHosts(offer: unknown): ReadonlyMap<string, unknown> {
  return entriesBelow(entriesOf(offer).get("vmm"), "hosts");
}

/** A host that is offered both by itself and through Virtual Machine Manager is reported. */
export function checkManagedHosts(offer: unknown, report: Report): void {
  const direct = entriesBelow(offer, "hosts");
  for (const host of managedHosts(offer).keys()) {
    if (direct.has(host)) {
      report({
        path: ["platforms", "hyperv", "hosts", host],
        at: "key",
        message: "Virtual Machine Manager manages this host, and nothing is done behind it",
        allowed: "a host in one of the two places",
        fix: "Remove it here, or from platforms.hyperv.vmm.hosts.",
      });
    }
  }
}

/** A network that names a VM network where there is none, or none where there is, is reported. */
export function checkVmNetwork(
  { host, vmNetwork, addresses }: Pick<HypervNetwork, "host" | "vmNetwork" | "addresses">,
  offer: unknown,
  path: Path,
  report: Report,
): void {
  const isManaged = managedHosts(offer).has(host);
  if (isManaged && vmNetwork === undefined) {
    report({
      path: [...path, "host"],
      at: "value",
      message: `Virtual Machine Manager manages ${quote(host)}, and the network is none of its own`,
      allowed: "a network with vmNetwork",
      fix: "Add vmNetwork, with the name of the VM network.",
    });
  }
  if (isManaged && addresses !== undefined) {
    report({
      path: [...path, "addresses"],
      at: "key",
      message:
        `Virtual Machine Manager manages ${quote(host)}, and gives addresses for good only to ` +
        "machines that it deploys from templates of its own",
      allowed: "no addresses here",
      fix: "Remove them, and have DHCP reserve the addresses that have to stay.",
    });
  }
  if (!isManaged && vmNetwork !== undefined) {
    report({
      path: [...path, "vmNetwork"],
      at: "key",
      message: `Virtual Machine Manager does not manage ${quote(host)}`,
      allowed: "no vmNetwork here",
      fix: "Remove it, or move the host to platforms.hyperv.vmm.hosts.",
    });
  }
}

/** The image of a server, which may be faulty. */
interface Started {
  readonly name: string;
  readonly vhdx: string | undefined;
  readonly library: string | undefined;
  readonly tpm: boolean | undefined;
}

/** What is around a server that may stand on a host of Virtual Machine Manager. */
interface Around {
  readonly image: Started | undefined;
  readonly networks: readonly Attachment[] | undefined;
  readonly offer: unknown;
}

/** What a server asks for that Hyper-V itself gives. */
interface Asked {
  readonly tpm?: boolean | undefined;
}

/** What Virtual Machine Manager cannot give a server, or is not asked for, is reported. */
export function checkManaged(
  { tpm }: Asked,
  { image, networks = [], offer }: Around,
  path: Path,
  report: Report,
): void {
  const hosts = managedHosts(offer);
  const isManaged = networks.some(
    ({ network }) => network.platform === "hyperv" && hosts.has(network.host),
  );
  if (!isManaged) {
    return;
  }
  if (tpm ?? image?.tpm ?? false) {
    report({
      path: [...path, tpm === undefined ? "image" : "tpm"],
      at: "value",
      message: "a TPM cannot be given: Virtual Machine Manager gives one to shielded machines only",
      allowed: "tpm: false here",
      fix: "Write tpm: false, or choose a network of a host that it does not manage.",
    });
  }
  if (image?.vhdx !== undefined && image.library === undefined) {
    report({
      path: [...path, "image"],
      at: "value",
      message: `${quote(image.name)} is in no library of Virtual Machine Manager`,
      allowed: "an image with hyperv.library",
      fix: "Add the library to the image in the catalog, or choose another image.",
    });
  }
}
