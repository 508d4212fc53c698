import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import {
  flagAt,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  shown,
  textAt,
} from "../core/json.js";
import type { Refusal } from "../core/refusal.js";
import { apiError } from "./apiError.js";
import { kinds, platformName } from "./common.js";
import { machineSizes } from "./machineSizes.js";

const longestWindowsName = 15;

function invalid(target: string, text: string): Refusal {
  return apiError(400, "InvalidParameter", `${text} (${target})`);
}

/** What Azure refuses of a machine by itself, before it looks at anything else. */
export function refuseUnsound(inputs: JsonObject): void {
  const size = textAt(objectAt(inputs, "hardwareProfile"), "vmSize") ?? "";
  const most = machineSizes[size];
  if (most === undefined) {
    throw invalid(
      "hardwareProfile.vmSize",
      `The value ${size} provided for the VM size is not valid.`,
    );
  }
  const disks = objectsAt(objectAt(inputs, "storageProfile"), "dataDisks");
  refuseLuns(disks);
  if (disks.length > most) {
    const text = `The maximum number of data disks allowed to be attached to a VM of size ${size} is ${most}.`;
    throw apiError(409, "OperationNotAllowed", text);
  }
  refuseTrust(objectAt(inputs, "securityProfile"));
  refuseAccess(objectAt(inputs, "osProfile"));
}

function refuseLuns(disks: readonly JsonObject[]): void {
  const luns = disks.map((disk) => numberAt(disk, "lun"));
  const twice = luns.find((lun, index) => luns.indexOf(lun) !== index);
  if (twice !== undefined) {
    const text = `A data disk already exists at logical unit number ${twice}.`;
    throw invalid("dataDisk.lun", text);
  }
}

function refuseTrust(profile: JsonObject): void {
  const trusted = ["TrustedLaunch", "ConfidentialVM"].includes(shown(profile["securityType"]));
  if (Object.keys(objectAt(profile, "uefiSettings")).length > 0 && !trusted) {
    const text = "Use of UefiSettings is not supported for a VM without security type.";
    throw apiError(400, "BadRequest", text);
  }
}

function refuseAccess(profile: JsonObject): void {
  const linux = objectAt(profile, "linuxConfiguration");
  const windows = objectAt(profile, "windowsConfiguration");
  if (Object.keys(windows).length > 0) {
    refusePassword(profile);
    refusePatching(objectAt(windows, "patchSettings"), "WindowsConfiguration");
    if (
      objectAt(windows, "patchSettings")["patchMode"] === "AutomaticByPlatform" &&
      !flagAt(windows, "enableAutomaticUpdates")
    ) {
      const text = "AutomaticByPlatform requires enableAutomaticUpdates to be true.";
      throw invalid("windowsConfiguration.enableAutomaticUpdates", text);
    }
    return;
  }
  const keys = objectsAt(objectAt(linux, "ssh"), "publicKeys");
  if (
    flagAt(linux, "disablePasswordAuthentication") ? keys.length === 0 : !profile["adminPassword"]
  ) {
    const text =
      "Authentication using either SSH or by user name and password must be enabled in Linux profile.";
    throw invalid("linuxConfiguration", text);
  }
  refusePatching(objectAt(linux, "patchSettings"), "LinuxConfiguration");
}

function refusePassword(profile: JsonObject): void {
  const name = textAt(profile, "computerName") ?? "";
  if (name.length > longestWindowsName) {
    const text = `Windows computer name cannot be more than ${longestWindowsName} characters long.`;
    throw invalid("computerName", text);
  }
  const password = textAt(profile, "adminPassword");
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];
  const has = classes.filter((one) => one.test(password ?? "")).length;
  if (password === undefined || password.length < 12 || password.length > 123 || has < 3) {
    const text =
      "The supplied password must be between 12-123 characters long and must satisfy at least 3 of password complexity requirements.";
    throw invalid("adminPassword", text);
  }
}

function refusePatching(settings: JsonObject, where: string): void {
  const platform = Object.keys(objectAt(settings, "automaticByPlatformSettings")).length > 0;
  if (platform && settings["patchMode"] !== "AutomaticByPlatform") {
    const text =
      "automaticByPlatformSettings can be set only when patchMode is AutomaticByPlatform.";
    throw invalid(`${where}.patchSettings`, text);
  }
}

/** The image of a machine; a newest one when the version says so. */
export function imageFor(scene: Scene, reference: JsonObject): WorldObject {
  const keys = ["publisher", "offer", "sku"] as const;
  const version = textAt(reference, "version") ?? "latest";
  const image = scene.world
    .all(platformName, kinds.image)
    .filter(({ properties }) => keys.every((key) => properties[key] === reference[key]))
    .find(({ properties }) => version === "latest" || properties["version"] === version);
  if (image === undefined) {
    const text = `The platform image '${[...keys.map((key) => shown(reference[key])), version].join(":")}' is not available.`;
    throw apiError(404, "PlatformImageNotFound", text);
  }
  return image;
}
