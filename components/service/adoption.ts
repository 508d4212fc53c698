/** The ids of a machine that stands already and is taken over as it is. */
export interface Adoption {
  /** Path in vCenter such as `/dc-main/vm/old/db`, instance id of EC2, or resource id of Azure. */
  readonly machine: string;
  /** Resource id of the only interface; on Azure only. */
  readonly interface?: string;
  /** Data disks by label; on vSphere they are parts of the machine. */
  readonly disks: Readonly<Record<string, AdoptedVolume>>;
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
