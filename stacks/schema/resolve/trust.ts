import { type Platform, platformNames } from "../../../components/service/platform.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { CatalogDraft, ImageDraft } from "./catalog.js";

/** What decides whether a server has a virtual TPM. */
interface TrustContext {
  readonly platform: Platform | undefined;
  readonly image: (ImageDraft & { readonly name: string }) | undefined;
  readonly catalog: CatalogDraft;
}

/**
 * Whether a server has a virtual TPM: as it says, else as its image does. One that the platform
 * cannot give, or cannot leave out, is reported.
 */
export function resolveTpm(
  asked: boolean | undefined,
  { platform, image, catalog }: TrustContext,
  path: Path,
  report: Report,
): boolean {
  if (platform === "azure" && asked === false) {
    report({
      path: [...path, "tpm"],
      at: "value",
      message: `every server on ${platformNames.azure} has a TPM, with which it starts trusted`,
      allowed: "true",
      fix: "Remove it, or write true.",
    });
  }
  const wanted = platform === "azure" || (asked ?? image?.tpm ?? false);
  const obstacle = wanted ? obstacleTo(platform, image, catalog) : undefined;
  if (obstacle !== undefined) {
    report({
      path: [...path, asked === undefined ? "image" : "tpm"],
      at: "value",
      message: `a TPM cannot be given: ${obstacle.reason}`,
      allowed: "tpm: false here",
      fix: obstacle.fix,
    });
  }
  return wanted;
}

function obstacleTo(
  platform: Platform | undefined,
  image: (ImageDraft & { readonly name: string }) | undefined,
  catalog: CatalogDraft,
): { readonly reason: string; readonly fix: string } | undefined {
  if (platform === "vsphere" && !catalog.hasKeyProvider) {
    return {
      reason: "the vCenter has no key provider",
      fix: "Name one as platforms.vsphere.keyProvider of the catalog.",
    };
  }
  if (platform === "aws" && image?.ami !== undefined && !image.amiTpm) {
    return {
      reason: `the AMI of ${quote(image.name)} does not support one`,
      fix: "Take an image whose AMI does; the catalog says tpm: true at it.",
    };
  }
  return undefined;
}
