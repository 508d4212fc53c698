import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";

/**
 * Why a machine is there but did not come up as asked: the clone succeeded, the rest did not.
 * Nothing when all went well.
 */
export function bootFailure(
  inputs: JsonObject,
  template: JsonObject | undefined,
): string | undefined {
  if (template === undefined) {
    return undefined;
  }
  const customize = objectAt(objectAt(inputs, "clone"), "customize");
  const customized = Object.keys(customize).length > 0;
  const cards = objectsAt(inputs, "networkInterfaces").length;
  const settings = objectsAt(customize, "networkInterfaces").length;
  if (customized && settings !== cards) {
    return `error sending customization spec: NicSettingMismatch: ${settings} network settings for ${cards} network cards`;
  }
  const windows = (textAt(template, "guestId") ?? "").startsWith("windows");
  if (
    customized &&
    windows !== ("windowsOptions" in customize || "windowsSysprepText" in customize)
  ) {
    return `error sending customization spec: Customization of the guest operating system '${textAt(template, "guestId")}' is not supported in this configuration`;
  }
  const firmware = textAt(inputs, "firmware") ?? "bios";
  if (firmware !== textAt(template, "firmware") && inputs["waitForGuestNetTimeout"] !== 0) {
    return `timeout waiting for an available IP address: the machine does not boot with firmware ${firmware} from a disk for ${textAt(template, "firmware")}`;
  }
  return undefined;
}
