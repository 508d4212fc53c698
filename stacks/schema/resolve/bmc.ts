import type { BmcDoor } from "../model.js";
import type { Path, Report } from "../report/finding.js";

/** IPMI 2.0, table 22-28: a name has so many bytes. */
const longestUser = 16;

/** What does not fit the way to a BMC is reported. */
export function checkBmc(
  { address, user, fingerprint, cipherSuite }: BmcDoor,
  path: Path,
  report: Report,
): void {
  const isIpmi = address.startsWith("ipmi:");
  if (!isIpmi && fingerprint === undefined) {
    report({
      path: [...path, "fingerprint"],
      at: "key",
      message: "is missing",
      allowed: "the SHA-256 fingerprint of the BMC's certificate",
      fix: "Add it: nothing is said to a BMC that shows another one.",
    });
  }
  if (isIpmi && fingerprint !== undefined) {
    report({
      path: [...path, "fingerprint"],
      at: "key",
      message: "stands at a BMC that is reached over IPMI, which has no certificates",
      allowed: "ipmi:// without a fingerprint",
      fix: "Remove it, or reach the BMC over https:// if it speaks Redfish.",
    });
  }
  if (!isIpmi && cipherSuite !== undefined) {
    report({
      path: [...path, "cipherSuite"],
      at: "key",
      message: "stands at a BMC that is reached over Redfish",
      allowed: "a cipher suite with ipmi:// only",
      fix: "Remove it.",
    });
  }
  if (isIpmi && Buffer.byteLength(user) > longestUser) {
    report({
      path: [...path, "user"],
      at: "value",
      message: `"${user}" is too long for IPMI`,
      allowed: `a name of at most ${longestUser} bytes`,
      fix: "Give the BMC an account with a shorter name.",
    });
  }
}
