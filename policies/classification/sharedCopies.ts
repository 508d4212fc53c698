import { demandNone, demandText } from "../framework/demands.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const document = "aws:ssm/document:Document";
const snapshot = "aws:rds/snapshot:Snapshot";
const clusterSnapshot = "aws:rds/clusterSnapshot:ClusterSnapshot";
const gallery = "azure-native:compute:Gallery";

/** What is copied from a server stays in the organization, in whatever form. */
export const noSharedCopies: Rule = {
  id: "CLS-05",
  title: "Database snapshots, documents and image galleries are shared with nobody outside",
  severity: "critical",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3"], FSBP: ["RDS.1", "SSM.4"] },
  why:
    "Whoever may restore a snapshot or start an image reads everything in it. Nobody can see from " +
    "an account's number whether it is one of ours.",
  fix:
    "Leave sharedAccounts and permissions away, and sharingProfile.permissions on " +
    '"Private"; copy what others need.',
  tokens: [document, snapshot, clusterSnapshot, gallery],
  onUnknown: "deny",
  examples: {
    pass: [
      { title: "A snapshot of one's own", type: snapshot, inputs: { dbSnapshotIdentifier: "one" } },
    ],
    fail: [{ title: "A snapshot for all", type: snapshot, inputs: { sharedAccounts: ["all"] } }],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === gallery) {
    const sharing = inputs.get("sharingProfile").get("permissions");
    const isOwn = (word: string) => word === "Private";
    yield* demandText(sharing, isOwn, "others may start its images", "passes");
  } else if (type === document) {
    const accounts = inputs.get("permissions").get("accountIds");
    const isNobody = (text: string) => text.trim() === "";
    yield* demandText(accounts, isNobody, "others may run the document", "passes");
  } else {
    yield* demandNone(inputs.get("sharedAccounts"), "others may restore the snapshot");
  }
}
