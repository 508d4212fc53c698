import { create } from "xmlbuilder2";
import { mappedName } from "../../patching/compile/windowsZone.js";
import { prefixLength } from "../../service/addresses.js";
import { attemptWord } from "../attemptWord.js";
import type { Installation } from "./installation.js";

const component = (name: string, content: object) => ({
  "@name": `Microsoft-Windows-${name}`,
  "@processorArchitecture": "amd64",
  "@publicKeyToken": "31bf3856ad364e35",
  "@language": "neutral",
  "@versionScope": "nonSxS",
  ...content,
});

const language = {
  ...{ InputLocale: "en-US", SystemLocale: "en-US", UILanguage: "en-US", UserLocale: "en-US" },
};

/** What the medium puts in place of the number of the drive that it finds by its serial number. */
const driveWord = "@DRIVE@";

/**
 * What the setup of Windows is told. It takes drives by numbers that change: the medium looks the
 * number up by the serial number in `drive.txt`. Nobody is told a password, because nobody needs
 * one: those that Windows insists on are made on the machine, by chance.
 */
export function unattend(installation: Installation): string {
  const { name, timeZone } = installation;
  const { mac, address, plan } = installation.interface;
  const card = mac.replaceAll(":", "-").toUpperCase();
  const partition = (order: number, type: string, size: object) => ({
    ...{ "@wcm:action": "add", Order: order, Type: type, ...size },
  });
  const passes = [
    {
      "@pass": "windowsPE",
      component: [
        component("International-Core-WinPE", {
          SetupUILanguage: { UILanguage: "en-US" },
          ...language,
        }),
        component("Setup", {
          DiskConfiguration: {
            WillShowUI: "OnError",
            Disk: {
              ...{ "@wcm:action": "add", DiskID: driveWord, WillWipeDisk: true },
              CreatePartitions: {
                CreatePartition: [
                  partition(1, "EFI", { Size: 300 }),
                  partition(2, "MSR", { Size: 128 }),
                  partition(3, "Primary", { Extend: true }),
                ],
              },
              ModifyPartitions: {
                ModifyPartition: [
                  { "@wcm:action": "add", Order: 1, PartitionID: 1, Format: "FAT32" },
                  { "@wcm:action": "add", Order: 2, PartitionID: 2 },
                  { "@wcm:action": "add", Order: 3, PartitionID: 3, Format: "NTFS", Letter: "C" },
                ],
              },
            },
          },
          ImageInstall: { OSImage: { InstallTo: { DiskID: driveWord, PartitionID: 3 } } },
          UserData: { AcceptEula: true },
        }),
      ],
    },
    {
      "@pass": "specialize",
      component: [
        component("Shell-Setup", { ComputerName: name, TimeZone: mappedName(timeZone) ?? "UTC" }),
        component("TCPIP", {
          Interfaces: {
            Interface: {
              "@wcm:action": "add",
              Identifier: card,
              Ipv4Settings: { DhcpEnabled: false },
              UnicastIpAddresses: {
                IpAddress: {
                  ...{ "@wcm:action": "add", "@wcm:keyValue": "1" },
                  "#": `${address}/${prefixLength(plan.cidr)}`,
                },
              },
              Routes: {
                Route: {
                  ...{ "@wcm:action": "add", Identifier: 1, Prefix: "0.0.0.0/0" },
                  NextHopAddress: plan.gateway,
                },
              },
            },
          },
        }),
        component("DNS-Client", {
          Interfaces: {
            Interface: {
              ...{ "@wcm:action": "add", Identifier: card },
              DNSServerSearchOrder: {
                IpAddress: plan.dnsServers.map((server, index) => ({
                  ...{ "@wcm:action": "add", "@wcm:keyValue": `${index + 1}`, "#": server },
                })),
              },
            },
          },
        }),
      ],
    },
    {
      "@pass": "oobeSystem",
      component: [
        component("International-Core", language),
        component("Shell-Setup", {
          OOBE: { HideEULAPage: true, ProtectYourPC: 3, SkipMachineOOBE: true, SkipUserOOBE: true },
        }),
      ],
    },
  ];
  const root = {
    unattend: {
      "@xmlns": "urn:schemas-microsoft-com:unattend",
      "@xmlns:wcm": "http://schemas.microsoft.com/WMIConfig/2002/State",
      settings: passes,
    },
  };
  return `${create({ encoding: "utf-8" }, root).end({ prettyPrint: true })}\n`;
}

/** What Windows runs as the last step of its setup: lets the provider in and says that it ended. */
export function setupComplete({ account, publicKey, endedAt }: Installation): string {
  const keys = "%ProgramData%\\ssh\\administrators_authorized_keys";
  const chance = "[Convert]::ToBase64String((1..30|%%{[byte](Get-Random -Maximum 256)}))";
  const user = `New-LocalUser ${account} -Password (ConvertTo-SecureString (${chance}) -AsPlainText -Force)`;
  const lines = [
    "@echo off",
    `powershell -NoProfile -Command "${user}; Add-LocalGroupMember Administrators ${account}"`,
    `powershell -NoProfile -Command "Set-LocalUser Administrator -Password (ConvertTo-SecureString (${chance}) -AsPlainText -Force)"`,
    `>"${keys}" echo ${publicKey}`,
    `icacls "${keys}" /inheritance:r /grant *S-1-5-32-544:F /grant *S-1-5-18:F`,
    "sc config sshd start= auto",
    `curl.exe -fsS --retry 20 -X PUT --data-binary ${attemptWord} ${endedAt}`,
    "shutdown /s /t 0",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
