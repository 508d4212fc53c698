import { bornWith } from "./azureBuild.js";
import type { AzureAdministrator } from "./placement.js";

/**
 * Patches come when the maintenance configuration says so: without the bypass Azure installs
 * them at a time of its own choice.
 */
const patchSettings = {
  patchMode: "AutomaticByPlatform",
  assessmentMode: "AutomaticByPlatform",
  automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
} as const;

/** The first administrator of a machine and how its patches come. */
export function osProfile(computerName: string, administrator: AzureAdministrator) {
  const common = { computerName, adminUsername: administrator.name };
  if (administrator.os === "windows") {
    return {
      ...common,
      adminPassword: administrator.password,
      windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true, patchSettings },
    };
  }
  return {
    ...common,
    linuxConfiguration: {
      provisionVMAgent: true,
      disablePasswordAuthentication: true,
      patchSettings,
      ssh: {
        publicKeys: [
          {
            keyData: administrator.sshPublicKey,
            path: `/home/${administrator.name}/.ssh/authorized_keys`,
          },
        ],
      },
    },
  };
}

/** What counts at birth only: another image, name, key or password must not touch a server. */
export function birthOnly({ os }: AzureAdministrator): string[] {
  const credential = os === "windows" ? "adminPassword" : "linuxConfiguration.ssh";
  return [
    ...bornWith("vmName"),
    ...["osProfile.computerName", "osProfile.adminUsername", `osProfile.${credential}`],
    ...["storageProfile.imageReference", "storageProfile.osDisk.name"],
  ];
}
