import { keepLinux } from "../../components/service/access/commands.js";
import { guestinfoKeys, tagKeys } from "../../components/service/tags.js";
import type { StackExamples } from "../framework/graph.js";

const tags = { [tagKeys.owner]: "library", [tagKeys.patchGroup]: "public" };

const azureMachine = {
  name: "exhibits",
  type: "azure-native:compute:VirtualMachine",
  properties: {
    tags,
    osProfile: {
      linuxConfiguration: {
        patchSettings: {
          patchMode: "AutomaticByPlatform",
          assessmentMode: "AutomaticByPlatform",
          automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
        },
      },
    },
  },
};

const configuration = {
  name: "second-tuesday",
  type: "azure-native:maintenance:MaintenanceConfiguration",
  properties: {
    id: "/subscriptions/1/maintenanceConfigurations/public",
    tags,
    maintenanceScope: "InGuestPatch",
    extensionProperties: { InGuestPatchMode: "User" },
    installPatches: { linuxParameters: { classificationsToInclude: ["Critical", "Security"] } },
    startDateTime: "2026-12-08 21:00",
    timeZone: "W. Europe Standard Time",
    duration: "03:00",
    recurEvery: "Month Second Tuesday",
  },
};

const assignment = {
  name: "public",
  type: "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
  properties: {
    maintenanceConfigurationId: configuration.properties.id,
    filter: {
      osTypes: ["Linux"],
      tagSettings: {
        filterOperator: "All",
        tags: { [tagKeys.owner]: ["library"], [tagKeys.patchGroup]: ["public"] },
      },
    },
  },
};

const machine = {
  name: "catalog",
  type: "vsphere:index/virtualMachine:VirtualMachine",
  properties: {
    id: "4200",
    guestId: "debian12_64Guest",
    extraConfig: { [guestinfoKeys.owner]: "library", [guestinfoKeys.patchGroup]: "public" },
  },
};

const patching = {
  group: "public",
  windows: [{ onCalendar: ["Tue *-*-8..14 21:00:00"] }],
  vendor: { origins: ["Debian-Security"] },
};

const keeper = {
  name: "catalog-kept",
  type: "command:remote:Command",
  properties: {
    create: keepLinux,
    triggers: ["4200"],
    stdin: JSON.stringify({ version: 1, sections: { patching } }),
  },
};

/** Whole paths, and paths that lack an edge. */
export const windowPathExamples: StackExamples = {
  pass: [
    { title: "A machine in Azure", resources: [azureMachine, configuration, assignment] },
    { title: "A machine on vSphere", resources: [machine, keeper] },
  ],
  fail: [
    { title: "A machine in Azure that no assignment takes", resources: [azureMachine] },
    { title: "A machine on vSphere that nothing patches", resources: [machine] },
  ],
};
