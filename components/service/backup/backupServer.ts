/** The kinds of backup servers for machines of the provider's own datacenters. */
export const backupServerKinds = ["veeam"] as const;

/** A kind of backup server. */
export type BackupServerKind = (typeof backupServerKinds)[number];

/** The platforms whose machines a backup server backs up. */
export const backedUpPlatforms = ["vsphere", "hyperv"] as const;

/** A platform whose machines a backup server backs up. */
export type BackedUpPlatform = (typeof backedUpPlatforms)[number];

/** By what the certificate of a server is known. */
export type ServerTrust =
  /** SHA-256 of the certificate, in hexadecimal digits with colons. */
  | { readonly fingerprint: string }
  /** The authority that signs it, as PEM. */
  | { readonly authority: string };

/** What backs up the machines of the provider's own datacenters. */
export interface BackupServer {
  readonly kind: BackupServerKind;
  /** Such as `https://backup.example.edu:9419`. */
  readonly address: string;
  /** The account as which jobs are kept. */
  readonly user: string;
  readonly trust: ServerTrust;
  /** IANA time zone in which its clock hangs. */
  readonly timeZone: string;
  /** The vCenter, as the backup server knows it. */
  readonly vcenter: string;
  /** What the password that encrypts the backups is called there. */
  readonly encryptionPassword: string;
  /** The repository of backups. */
  readonly repository: string;
  /** The repositories for copies, by the places that backup classes name. */
  readonly backupCopies: Readonly<Record<string, string>>;
}
