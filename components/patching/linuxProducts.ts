import type { PatchProduct } from "../service/patchProducts.js";

/** What a Linux system's vendor publishes as security updates, in the words of its tool. */
export type LinuxVendor =
  | {
      readonly manager: "apt";
      /** Lines of `Unattended-Upgrade::Origins-Pattern`. */
      readonly origins: readonly string[];
    }
  | {
      readonly manager: "dnf";
      /** Ids of repositories, `*` for the architecture and the minor release. */
      readonly repositories: readonly string[];
    };

/**
 * The vendors of the products. Releases are named and not asked of the server: one that was
 * upgraded to another release gets nothing until its image says so.
 *
 * @see https://wiki.debian.org/UnattendedUpgrades and `50unattended-upgrades` of each release
 */
export const linuxVendors: Readonly<Partial<Record<PatchProduct, LinuxVendor>>> = {
  "debian-12": debian("bookworm"),
  "debian-13": debian("trixie"),
  "rhel-8": rhel(8),
  "rhel-9": rhel(9),
  "ubuntu-22.04": ubuntu("jammy"),
  "ubuntu-24.04": ubuntu("noble"),
};

function debian(release: string): LinuxVendor {
  return {
    manager: "apt",
    origins: [`origin=Debian,codename=${release}-security,label=Debian-Security`],
  };
}

/** Without the archive of applications (`apps`) that a subscription also opens. */
function ubuntu(release: string): LinuxVendor {
  return {
    manager: "apt",
    origins: [
      `origin=Ubuntu,archive=${release}-security,label=Ubuntu`,
      `origin=UbuntuESM,archive=${release}-infra-security,label=UbuntuESM`,
    ],
  };
}

/** The two repositories that the system consists of, of the current or a supported minor release. */
function rhel(release: number): LinuxVendor {
  const parts = ["baseos", "appstream"].flatMap((part) => [`${part}-rpms`, `${part}-eus-rpms`]);
  return { manager: "dnf", repositories: parts.map((part) => `rhel-${release}-for-*-${part}`) };
}
