import type { Hardware } from "./state.js";

/** A resource of Redfish. */
export type Resource = Readonly<Record<string, unknown>>;

/** Where the machine is. */
export const systemPath = "/redfish/v1/Systems/1";
/** Where the slot for media is. */
export const mediaPath = "/redfish/v1/Managers/1/VirtualMedia/CD1";

const chassisPath = "/redfish/v1/Chassis/1";

const part = (name: string) => (Health: string, index: number) => ({
  ...{ MemberId: `${index}`, Name: `${name} ${index + 1}`, Status: { State: "Enabled", Health } },
});

const link = (path: string) => ({ "@odata.id": path });

/** What resets the machine takes. */
export const resetTypes = ["On", "ForceOff", "GracefulShutdown", "ForceRestart", "PushPowerButton"];
/** What the machine can be told to start from. */
export const bootTargets = ["None", "Pxe", "Cd", "Hdd", "BiosSetup"];

/** Members of a page: collections are longer. */
const pageSize = 2;

/** All resources of a machine by their paths, but for the collections. */
export function resources(machine: Hardware): ReadonlyMap<string, Resource> {
  const { drives, memory, cores, macs, override, medium } = machine;
  const all: (readonly [string, Resource])[] = [
    [systemPath, systemOf(machine)],
    [`${systemPath}/SecureBoot`, { SecureBootCurrentBoot: "Enabled" }],
    ...cores.map((TotalCores, index) =>
      member(`Processors/CPU${index + 1}`, { ProcessorType: "CPU", TotalCores }),
    ),
    ...memory.map(({ mib, health }, index) =>
      member(`Memory/DIMM${index + 1}`, {
        ...{ Id: `DIMM${index + 1}`, CapacityMiB: mib, Status: { Health: health } },
      }),
    ),
    member("Storage/1", {
      Drives: drives.map((_, index) => link(`${systemPath}/Storage/1/Drives/${index + 1}`)),
    }),
    ...drives.map(({ serial, bytes, health, erasable }, index) => {
      const path = `Storage/1/Drives/${index + 1}`;
      const target = `${systemPath}/${path}/Actions/Drive.SecureErase`;
      return member(path, {
        ...{ Id: `${index + 1}`, Name: `Bay ${index + 1}`, SerialNumber: serial },
        ...{ CapacityBytes: bytes, Status: { Health: health } },
        ...(erasable && { Actions: { "#Drive.SecureErase": { target } } }),
      });
    }),
    ...macs.map((mac, index) =>
      member(`EthernetInterfaces/${index + 1}`, { PermanentMACAddress: mac.toUpperCase() }),
    ),
    ...(machine.system === null
      ? []
      : [
          member("BootOptions/Boot0001", {
            DisplayName: machine.system,
            UefiDevicePath: `HD(1,GPT,${machine.uuid})/\\EFI\\${machine.system}\\shimx64.efi`,
          }),
        ]),
    member("LogServices/SEL", { Entries: link(`${systemPath}/LogServices/SEL/Entries`) }),
    ...machine.fanLog.map(({ at, fan, health }, index) =>
      member(`LogServices/SEL/Entries/${index + 1}`, {
        ...{ Created: at, Severity: health, SensorType: "Fan", Message: `Fan ${fan + 1} fails` },
      }),
    ),
    member("BootOptions/Boot0000", {
      DisplayName: "UEFI Shell",
      UefiDevicePath: "Fv(1)/FvFile(1)",
    }),
    [chassisPath, { Thermal: link(`${chassisPath}/Thermal`), Power: link(`${chassisPath}/Power`) }],
    [`${chassisPath}/Thermal`, { Fans: machine.fans.map(part("Fan")), Temperatures: [] }],
    [`${chassisPath}/Power`, { PowerSupplies: machine.powerSupplies.map(part("PSU")) }],
    [
      "/redfish/v1/Managers/1",
      {
        FirmwareVersion: "1.40",
        GraphicalConsole: { ServiceEnabled: machine.console, ConnectTypesSupported: ["KVMIP"] },
        SerialConsole: { ServiceEnabled: machine.console, ConnectTypesSupported: ["SSH", "IPMI"] },
        VirtualMedia: link("/redfish/v1/Managers/1/VirtualMedia"),
      },
    ],
    [
      mediaPath,
      {
        ...{ MediaTypes: ["CD", "DVD"], Image: medium, Inserted: medium !== null },
        Actions: Object.fromEntries(
          ["InsertMedia", "EjectMedia"].map((name) => [
            `#VirtualMedia.${name}`,
            { target: `${mediaPath}/Actions/VirtualMedia.${name}` },
          ]),
        ),
      },
    ],
  ];
  return new Map(all.map(([path, value]) => [path, { "@odata.id": path, ...value }]));

  function member(path: string, value: Resource): readonly [string, Resource] {
    return [`${systemPath}/${path}`, value];
  }

  function systemOf({
    serial,
    uuid,
    assetTag,
    manufacturer,
    model,
    bios,
    power,
    tpm,
    takes,
  }: Hardware) {
    return {
      ...{ Manufacturer: manufacturer, Model: model, SerialNumber: serial, UUID: uuid },
      ...{ AssetTag: assetTag, BiosVersion: bios, PowerState: power, Status: { Health: "OK" } },
      ProcessorSummary: { Status: { Health: "OK" } },
      ...(tpm && { TrustedModules: [{ Status: { State: "Enabled" } }] }),
      Boot: {
        BootSourceOverrideEnabled: override.enabled,
        BootSourceOverrideTarget: override.target,
        "BootSourceOverrideTarget@Redfish.AllowableValues": takes?.boots ?? bootTargets,
        BootSourceOverrideMode: override.mode,
        BootOptions: link(`${systemPath}/BootOptions`),
      },
      ...Object.fromEntries(
        [
          ...["Processors", "Memory", "Storage", "EthernetInterfaces", "SecureBoot"],
          "LogServices",
        ].map((name) => [name, link(`${systemPath}/${name}`)]),
      ),
      Links: { ManagedBy: [link("/redfish/v1/Managers/1")], Chassis: [link(chassisPath)] },
      Actions: {
        "#ComputerSystem.Reset": {
          target: `${systemPath}/Actions/ComputerSystem.Reset`,
          "ResetType@Redfish.AllowableValues": takes?.resets ?? resetTypes,
        },
      },
    };
  }
}

/** A page of a collection: what lies right below its path; undefined where nothing may. */
export function collection(
  path: string,
  all: ReadonlyMap<string, Resource>,
  skip: number,
): Resource | undefined {
  const isCollection =
    /\/(Systems|Managers|Processors|Memory|Storage|EthernetInterfaces|BootOptions|VirtualMedia|LogServices|Entries)$/;
  if (!isCollection.test(path)) {
    return undefined;
  }
  const members = [...all.keys()].filter(
    (one) => one.startsWith(`${path}/`) && !one.slice(path.length + 1).includes("/"),
  );
  const next = skip + pageSize;
  return {
    Members: members.slice(skip, next).map(link),
    "Members@odata.count": members.length,
    ...(next < members.length && { "Members@odata.nextLink": `${path}?$skip=${next}` }),
  };
}
