import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const disk = "azure-native:compute:Disk";
const snapshot = "azure-native:compute:Snapshot";

/** A disk in Azure leaves it only through private doors. */
export const diskDownloads: Rule = {
  id: "ENC-06",
  title: "Disks and snapshots in Azure can't be downloaded from the Internet",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-28", "SC-7"],
    "MCSB v1": ["DP-5"],
    "CIS Azure v3.0": ["8.5"],
  },
  why: "By default a link to a disk or a snapshot is enough to download it, from anywhere.",
  fix: 'Set networkAccessPolicy to "DenyAll", or to "AllowPrivate" with a disk access.',
  tokens: [disk, snapshot],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "A disk that stays", type: disk, inputs: { networkAccessPolicy: "DenyAll" } }],
    fail: [{ title: "A snapshot with Azure's default", type: snapshot, inputs: {} }],
  },
  check: ({ inputs }) => {
    const isInside = (policy: string) => policy === "DenyAll" || policy === "AllowPrivate";
    const access = inputs.get("networkAccessPolicy");
    return demandText(access, isInside, "it can be downloaded from anywhere");
  },
};
