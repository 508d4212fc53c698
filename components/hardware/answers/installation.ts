import { prefixLength, type RoutedPlan } from "../../service/addresses.js";
import { attemptWord } from "../attemptWord.js";

/** What an installation is told. It holds no secret: who comes in does so with a key. */
export interface Installation {
  /** Host name. */
  readonly name: string;
  /** Serial number of the drive that the operating system is installed on. */
  readonly systemDrive: string;
  readonly interface: {
    readonly mac: string;
    readonly address: string;
    readonly plan: RoutedPlan;
  };
  /** The first administrator. */
  readonly account: string;
  /** Type and body of the administrator's public key, without a comment. */
  readonly publicKey: string;
  readonly timeZone: string;
  /** Where an installation says that it has ended, by an HTTPS request with the method PUT. */
  readonly endedAt: string;
}

/** The mask of a network, such as `255.255.0.0`. */
export function netmask({ cidr }: RoutedPlan): string {
  const bits = prefixLength(cidr);
  return [0, 8, 16, 24]
    .map((before) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - before))))
    .join(".");
}

/** The command that says on a Linux that the installation has ended. */
export function sayEnded({ endedAt }: Installation): string {
  return `curl -fsS --retry 20 --retry-all-errors -X PUT --data-binary ${attemptWord} ${endedAt}`;
}
