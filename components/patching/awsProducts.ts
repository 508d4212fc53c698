import type { PatchProduct } from "../service/patchProducts.js";

/** A system as Systems Manager names it. */
export type AwsSystem = "DEBIAN" | "REDHAT_ENTERPRISE_LINUX" | "UBUNTU" | "WINDOWS";

/** A product as Systems Manager names it, and the system that it belongs to. */
interface AwsProduct {
  readonly system: AwsSystem;
  /** Values of the filter `PRODUCT`. A star stands for the minor releases: it is no upgrade. */
  readonly products: readonly string[];
}

/**
 * The products in the words of Systems Manager.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html
 */
export const awsProducts: Readonly<Record<PatchProduct, AwsProduct>> = {
  "debian-12": { system: "DEBIAN", products: ["Debian12"] },
  "debian-13": { system: "DEBIAN", products: ["Debian13"] },
  "rhel-8": rhel(8),
  "rhel-9": rhel(9),
  "ubuntu-22.04": { system: "UBUNTU", products: ["Ubuntu22.04"] },
  "ubuntu-24.04": { system: "UBUNTU", products: ["Ubuntu24.04"] },
  "windows-server-2019": { system: "WINDOWS", products: ["WindowsServer2019"] },
  "windows-server-2022": { system: "WINDOWS", products: ["WindowsServer2022"] },
  "windows-server-2025": { system: "WINDOWS", products: ["WindowsServer2025"] },
};

function rhel(release: number): AwsProduct {
  const name = `RedhatEnterpriseLinux${release}`;
  return { system: "REDHAT_ENTERPRISE_LINUX", products: [name, `${name}.*`] };
}

/** What is a security or critical patch, in the filters that each system has. */
export const securityFilters = {
  // Without leave for other updates, only packages of the security archive are looked at.
  DEBIAN: [{ key: "PRIORITY", values: ["*"] }],
  UBUNTU: [{ key: "PRIORITY", values: ["*"] }],
  REDHAT_ENTERPRISE_LINUX: [
    { key: "CLASSIFICATION", values: ["Security"] },
    { key: "SEVERITY", values: ["Critical", "Important"] },
  ],
  WINDOWS: [
    // The other set holds Microsoft's applications.
    { key: "PATCH_SET", values: ["OS"] },
    { key: "CLASSIFICATION", values: ["SecurityUpdates", "CriticalUpdates"] },
    { key: "MSRC_SEVERITY", values: ["Critical", "Important"] },
  ],
} as const satisfies Record<AwsSystem, readonly PatchFilter[]>;

/** Which patches a rule is about. */
export interface PatchFilter {
  readonly key: string;
  readonly values: readonly string[];
}

/** Systems whose packages carry no date by which Systems Manager could hold them back. */
export const undatedSystems: ReadonlySet<AwsSystem> = new Set(["DEBIAN", "UBUNTU"]);
