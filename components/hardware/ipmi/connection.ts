import type { CipherSuite } from "./suite.js";

/** How a BMC is reached over IPMI. */
export interface IpmiConnection {
  /** Such as `ipmi://10.9.2.43`, with the port where it is not 623. */
  readonly address: string;
  /** At most 16 characters. */
  readonly user: string;
  /** At most 20 bytes. */
  readonly password: string;
  readonly cipherSuite: CipherSuite;
}
