import { demandNone, demandText } from "../framework/demands.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";
import { fail } from "../framework/rule.js";

const imagePermission = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const snapshotPermission = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
const snapshotBlock = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
const imageBlock = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";

/** Copies of disks stay inside the organization. */
export const noOutsideSharing: Rule = {
  id: "CLS-04",
  title: "Images and snapshots are not shared outside the organization",
  severity: "critical",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3"], FSBP: ["EC2.1"] },
  why:
    "Whoever may start an image or restore a snapshot reads everything on the disk. Nobody can " +
    "see from an account's number whether it is one of ours.",
  fix:
    "Share images with organizationArn or organizationalUnitArn, copy snapshots instead of " +
    'sharing them, and set the blocks to "block-all-sharing" (snapshots) and ' +
    '"block-new-sharing" (images).',
  tokens: [imagePermission, snapshotPermission, snapshotBlock, imageBlock],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "An image for the own organization",
        type: imagePermission,
        inputs: {
          organizationArn: "arn:aws:organizations::111111111111:organization/o-exampleuni1",
        },
      },
    ],
    fail: [
      { title: "An image for everybody", type: imagePermission, inputs: { group: "all" } },
      {
        title: "A snapshot for one account",
        type: snapshotPermission,
        inputs: { accountId: "222222222222" },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  const state = inputs.get("state");
  if (type === imagePermission) {
    yield* demandNone(inputs.get("group"), "the image is shared with everybody");
    yield* demandNone(inputs.get("accountId"), "the image is shared with a single account");
  } else if (type === snapshotPermission) {
    yield fail(inputs.get("accountId"), "the snapshot is shared with a single account");
  } else if (type === snapshotBlock) {
    const wrong = "snapshots may be public";
    yield* demandText(state, (value) => value === "block-all-sharing", wrong);
  } else {
    const wrong = "images may be made public";
    yield* demandText(state, (value) => value === "block-new-sharing", wrong);
  }
}
