import type { PatchProduct } from "../../service/patchProducts.js";
import type { Installation } from "./installation.js";
import { autoinstall, kickstart, preseed } from "./linux.js";
import { setupComplete, unattend } from "./windows.js";

/** What the installer of a product is told, by file. */
export function answersFor(
  product: PatchProduct,
  installation: Installation,
): Readonly<Record<string, string>> {
  switch (product) {
    case "debian-12":
    case "debian-13":
      return { "preseed.cfg": preseed(installation) };
    case "rhel-8":
    case "rhel-9":
      return { "ks.cfg": kickstart(installation) };
    case "ubuntu-22.04":
    case "ubuntu-24.04":
      return { "meta-data": "", "user-data": autoinstall(installation) };
    default:
      return {
        "autounattend.xml": unattend(installation),
        "drive.txt": `${installation.systemDrive}\r\n`,
        "SetupComplete.cmd": setupComplete(installation),
      };
  }
}
