/** The ids of a machine that stands already and is taken over as it is. */
export interface Adoption {
  /**
   * Managed object of vCenter such as `vm-123`, instance id of EC2, resource id of Azure, GUID of
   * Hyper-V, or asset tag.
   */
  readonly machine: string;
  /** Resource id of the first interface; on Azure only. */
  readonly interface?: string;
  /** Further interfaces by their networks; on vSphere they are parts of the machine. */
  readonly interfaces: Readonly<Record<string, AdoptedInterface>>;
  /** Data disks by label; on vSphere they are parts of the machine. */
  readonly disks: Readonly<Record<string, AdoptedVolume>>;
}

/** A further interface of a machine of a cloud that stands already. */
export interface AdoptedInterface {
  /** Interface id of EC2, or resource id of Azure. */
  readonly id: string;
  /** How it hangs on the EC2 instance, such as `eni-attach-0a1b2c3d4e5f60718`. */
  readonly attachment?: string;
}

/** A data disk of a cloud that stands already. */
export interface AdoptedVolume {
  /** Volume id of EBS, or resource id of Azure. */
  readonly id: string;
  /** The device at which EC2 has attached it, such as `/dev/sdf`. */
  readonly device?: string;
}

/** What a preview says of a server that is taken over, or was. */
export function adoptionNotice(server: string, isUnderManagement: boolean): string {
  return isUnderManagement
    ? `servers.${server}.adopt: the server is under management, and nothing else of its entry ` +
        'reaches it while "adopt" stands there. Remove "adopt": the next preview shows what ' +
        "brings the server to the standard, and what that does to it."
    : `${server}: is taken under management as it stands; nothing of it is changed.`;
}
