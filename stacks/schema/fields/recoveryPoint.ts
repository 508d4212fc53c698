import { z } from "zod";
import { azurePointPattern } from "../../../components/service/backup/azurePoint.js";
import type { Platform } from "../../../components/service/platform.js";
import { hinted } from "../report/hint.js";

/** How the recovery points of a platform are written. */
interface PointForm {
  readonly pattern: RegExp;
  /** What they are, such as `the id of an AMI`. */
  readonly noun: string;
}

/** A restore point of the backup server. */
const ofServer: PointForm = {
  pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  noun: "the UUID of a restore point of the backup server",
};

const image = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Of each platform. */
export const pointForms: Readonly<Record<Platform, PointForm>> = {
  aws: { pattern: image, noun: 'the image that AWS Backup keeps, "ami-" and 8 or 17 digits' },
  azure: {
    pattern: azurePointPattern,
    noun: "the resource id of a recovery point in a vault of Azure Backup",
  },
  vsphere: ofServer,
  hyperv: ofServer,
  physical: ofServer,
};

const forms = [...new Set(Object.values(pointForms))];

/** A recovery point of some platform. */
export const recoveryPoint = hinted(
  z.string().regex(new RegExp(forms.map(({ pattern }) => pattern.source).join("|"), "i")),
  {
    noun: "a recovery point",
    expected: forms.map(({ noun }) => noun).join(", or "),
    example: "ami-0a1b2c3d4e5f60012",
  },
);
