import type { FirmwareLevel, HardwareFault, ObservedDrive, ObservedHardware } from "../observed.js";
import { chassisFaults, faults } from "./chassis.js";
import { consolesOf } from "./consoles.js";
import { drivesOf } from "./erase.js";
import type { Machine } from "./machine.js";
import * as models from "./models.js";
import type { RedfishSession } from "./session.js";

const gib = 2 ** 30;

/** What a machine is, as its BMC tells it. */
export async function inventory(
  session: RedfishSession,
  machine: Machine,
): Promise<ObservedHardware> {
  const system = await machine.read();
  const at = (one: { readonly "@odata.id": string } | undefined) => one?.["@odata.id"];
  const processors = await session.members(at(system.Processors), models.processor);
  const memory = await session.members(at(system.Memory), models.memoryModule);
  const drives = await drivesOf(session, machine);
  const cards = await session.members(at(system.EthernetInterfaces), models.ethernet);
  const options = await session.members(at(system.Boot?.BootOptions), models.bootOption);
  const secure = system.SecureBoot
    ? await session.get(system.SecureBoot["@odata.id"], models.secureBoot)
    : undefined;
  const [bmc] = system.Links?.ManagedBy ?? [];
  const manager = bmc && (await session.get(bmc["@odata.id"], models.manager));
  const cores = processors
    .filter(({ ProcessorType }) => (ProcessorType ?? "CPU") === "CPU")
    .reduce((sum, { TotalCores }) => sum + (TotalCores ?? 0), 0);
  const modules = memory.reduce((sum, { CapacityMiB }) => sum + (CapacityMiB ?? 0), 0) / 1024;
  return {
    platform: "physical",
    ...{ serial: system.SerialNumber ?? "", uuid: (system.UUID ?? "").toLowerCase() },
    ...(system.AssetTag && { assetTag: system.AssetTag.trim() }),
    model: [system.Manufacturer, system.Model].filter(Boolean).join(" "),
    power: system.PowerState === "Off" ? "off" : "on",
    cpus: cores || (system.ProcessorSummary?.CoreCount ?? 0),
    memoryGiB: modules || (system.MemorySummary?.TotalSystemMemoryGiB ?? 0),
    disks: drives.map(driveOf),
    interfaces: cards
      .map(({ PermanentMACAddress, MACAddress }) => PermanentMACAddress || MACAddress || "")
      .filter((mac) => mac !== "")
      .map((mac) => mac.toLowerCase()),
    ...(secure && { secureBoot: secure.SecureBootCurrentBoot === "Enabled" }),
    tpm: (system.TrustedModules ?? []).some(({ Status }) => Status?.State !== "Absent"),
    systems: options.flatMap(systemStartedBy),
    isRunningSystem: system.BootProgress?.LastState === "OSRunning",
    firmware: firmwareOf(system, manager),
    consoles: consolesOf(system, manager),
    faults: [...faultsOf(system, memory, drives), ...(await chassisFaults(session, system))],
  };
}

function driveOf({ SerialNumber, CapacityBytes, Status }: Drive): ObservedDrive {
  return {
    serial: (SerialNumber ?? "").trim(),
    sizeGiB: Math.floor((CapacityBytes ?? 0) / gib),
    healthy: (Status?.Health ?? "OK") === "OK",
  };
}

type Drive = ReturnType<typeof models.drive.parse>;

/** Installed systems leave an entry behind that names a file on a disk. */
function systemStartedBy({
  DisplayName,
  UefiDevicePath,
}: ReturnType<typeof models.bootOption.parse>): string[] {
  return /HD\(.*\\EFI\\/i.test(UefiDevicePath ?? "") ? [DisplayName ?? "an operating system"] : [];
}

function firmwareOf(
  { BiosVersion }: models.System,
  manager: ReturnType<typeof models.manager.parse> | undefined,
): FirmwareLevel[] {
  const named = (name: string, version: string | null | undefined) =>
    version ? [{ name, version }] : [];
  return [...named("BIOS", BiosVersion), ...named("BMC", manager?.FirmwareVersion)];
}

function faultsOf(
  system: ReturnType<typeof models.system.parse>,
  memory: readonly ReturnType<typeof models.memoryModule.parse>[],
  drives: readonly Drive[],
): HardwareFault[] {
  const processors = { Name: "processors", Status: system.ProcessorSummary?.Status };
  const failing = drives.map((drive) =>
    drive.FailurePredicted ? { ...drive, Status: { Health: "Warning" } } : drive,
  );
  return [
    ...faults("processor", [processors]),
    ...faults("memory", memory),
    ...faults("drive", failing),
  ];
}
