import type { OperatingSystem } from "../../../components/service/operatingSystem.js";
import { type Platform, platformNames } from "../../../components/service/platform.js";
import type { Network } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";
import type { CatalogDraft, ImageDraft } from "./catalog.js";
import { lookUp } from "./declared.js";
import { longestAzureName, longestWindowsName } from "./limits.js";

const where = "the catalog";

/** A platform that the provider offers; another one is reported. */
export function checkPlatform(
  platform: Platform | undefined,
  catalog: CatalogDraft,
  path: Path,
  report: Report,
): void {
  if (platform !== undefined && catalog.platforms?.has(platform) === false) {
    report({
      path: [...path, "platform"],
      at: "value",
      message: `${platformNames[platform]} is not offered`,
      allowed: oneOf([...catalog.platforms.keys()]),
      fix: `Choose another platform, or add ${platform} to the platforms of ${where}.`,
    });
  }
}

/** The image of a server; one that does not exist for its platform is reported. */
export function imageFor(
  name: string | undefined,
  platform: Platform | undefined,
  catalog: CatalogDraft,
  path: Path,
  report: Report,
): (ImageDraft & { readonly name: string }) | undefined {
  const at = [...path, "image"];
  const image = lookUp(catalog.images, name, { kind: "an image", where }, at, report);
  if (image === undefined || name === undefined) {
    return undefined;
  }
  if (platform !== undefined && !image.platforms.includes(platform)) {
    const fitting = [...(catalog.images ?? [])].filter(([, other]) =>
      other?.platforms.includes(platform),
    );
    report({
      path: at,
      at: "value",
      message: `${quote(name)} does not exist on ${platformNames[platform]}`,
      allowed: oneOf(fitting.map(([fit]) => fit)),
      fix: `Choose one of these, or add ${platform} to the image in ${where}.`,
    });
  }
  return { ...image, name };
}

/** The network of a server; one of another platform is reported. */
export function networkFor(
  name: string | undefined,
  platform: Platform | undefined,
  catalog: CatalogDraft,
  at: Path,
  report: Report,
): Network | undefined {
  const found = lookUp(catalog.networks, name, { kind: "a network", where }, at, report);
  if (found?.platform !== undefined && platform !== undefined && found.platform !== platform) {
    const fitting = [...(catalog.networks ?? [])].filter(
      ([, other]) => other?.platform === platform,
    );
    report({
      path: at,
      at: "value",
      message: `${quote(name)} is a network on ${platformNames[found.platform]}, the server stands on ${platformNames[platform]}`,
      allowed: oneOf(fitting.map(([fit]) => fit)),
      fix: "Choose a network of the server's platform.",
    });
  }
  return found?.network;
}

/** Windows takes shorter host names than Linux, and Azure shorter ones than others. */
export function checkName(
  name: string,
  os: OperatingSystem | undefined,
  platform: Platform | undefined,
  path: Path,
  report: Report,
): void {
  if (os === "windows" && name.length > longestWindowsName) {
    report({
      path,
      at: "key",
      message: `${quote(name)} has ${name.length} characters and the server runs Windows`,
      allowed: `at most ${longestWindowsName} characters for a Windows server (NetBIOS)`,
      fix: "Choose a shorter name.",
    });
  }
  if (platform === "azure" && name.length > longestAzureName) {
    report({
      path,
      at: "key",
      message: `${quote(name)} has ${name.length} characters and the server stands on Azure`,
      allowed: `at most ${longestAzureName} characters, so that Azure takes the names of its disks`,
      fix: "Choose a shorter name.",
    });
  }
}
