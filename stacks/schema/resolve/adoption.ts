import type { z } from "zod";
import type { AdoptedVolume, Adoption } from "../../../components/service/adoption.js";
import { isOnPremises, type Platform } from "../../../components/service/platform.js";
import { type Disk, systemDisk } from "../../../components/service/server.js";
import type { adoption } from "../adoption.js";
import type { Attachment } from "../model.js";
import type { Path, Report } from "../report/finding.js";

/** The server that is to be the machine. */
interface Adopter {
  readonly platform: Platform | undefined;
  readonly description: { readonly disks: Readonly<Record<string, Disk>> };
  readonly networks: readonly Attachment[] | undefined;
  /** The asset tag of a physical one. */
  readonly asset: string | undefined;
}

/** The machine that a server takes over. What an import would lack is reported. */
export function resolveAdoption(
  asked: z.output<typeof adoption> | undefined,
  adopter: Adopter,
  path: Path,
  report: Report,
): Adoption | undefined {
  if (asked === undefined) {
    return undefined;
  }
  const disks = Object.entries(asked.disks ?? {}).map(
    ([label, { id, device }]): [string, AdoptedVolume] => [
      label,
      { id, ...(device !== undefined && { device }) },
    ],
  );
  const adopted = {
    machine: asked.machine,
    disks: Object.fromEntries(disks),
    interfaces: Object.fromEntries(
      Object.entries(asked.interfaces ?? {}).map(([network, { id, attachment }]) => [
        network,
        { id, ...(attachment !== undefined && { attachment }) },
      ]),
    ),
    ...(asked.interface !== undefined && { interface: asked.interface }),
  };
  for (const [at, message, fix] of [
    ...machineProblems(adopted, adopter),
    ...cardProblems(adopted, adopter),
    ...diskProblems(adopted, adopter),
  ]) {
    report({
      path: [...path, ...at],
      at: "key",
      message,
      allowed: "what `comanaged adopt` prints",
      fix,
    });
  }
  return adopted;
}

type Problem = readonly [at: Path, message: string, fix: string];

/** The machine itself, its disks and its interfaces are one object there. */
function isOneObject(platform: Platform | undefined): boolean {
  return platform !== undefined && isOnPremises(platform);
}

function machineProblems({ machine }: Adoption, { platform, asset }: Adopter): Problem[] {
  const at = ["adopt", "machine"];
  if (platform === "hyperv" && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(machine)) {
    const fix = "Write its GUID in lower case: (Get-VM).Id, which VMM calls VMId.";
    return [[at, "is not the GUID of a machine", fix]];
  }
  return platform === "physical" && asset !== undefined && machine !== asset
    ? [[at, "is another machine than that of the server", `Write its asset tag, ${asset}.`]]
    : [];
}

function cardProblems(adopted: Adoption, { platform, networks = [] }: Adopter): Problem[] {
  const card: Problem[] =
    (platform === "azure") === (adopted.interface !== undefined)
      ? []
      : [
          [
            ["adopt", "interface"],
            platform === "azure" ? "is missing" : "belongs to Azure",
            platform === "azure" ? "Add the resource id of the interface." : "Remove it.",
          ],
        ];
  const further = isOneObject(platform)
    ? []
    : networks.slice(1).map(({ network: { name } }) => name);
  return [...card, ...furtherProblems(adopted, platform, further)];
}

/** @param further networks in which the machine has interfaces of their own */
function furtherProblems(
  { interfaces }: Adoption,
  platform: Platform | undefined,
  further: readonly string[],
): Problem[] {
  const strange = Object.keys(interfaces).filter((network) => !further.includes(network));
  const missing = further.filter((network) => interfaces[network] === undefined);
  const attachments = Object.entries(interfaces).filter(
    ([network, { attachment }]) =>
      !strange.includes(network) && (platform === "aws") !== (attachment !== undefined),
  );
  return [
    ...strange.map(
      (network): Problem => [
        ["adopt", "interfaces", network],
        "is not a further network of this server",
        "Remove it, or add the network to the server after its first one.",
      ],
    ),
    ...missing.map(
      (network): Problem => [
        ["networks"],
        `the interface in ${network} stands in the server and not in what is taken over`,
        `Add adopt.interfaces.${network}, or add the network after the server has been taken over.`,
      ],
    ),
    ...attachments.map(
      ([network]): Problem => [
        ["adopt", "interfaces", network],
        platform === "aws" ? "the attachment is missing" : "an attachment belongs to AWS",
        platform === "aws" ? "Add, for example, attachment: eni-attach-0a1b2c3d." : "Remove it.",
      ],
    ),
  ];
}

function diskProblems({ disks }: Adoption, { platform, description }: Adopter): Problem[] {
  const data = Object.keys(description.disks).filter((label) => label !== systemDisk);
  const strange = Object.keys(disks).filter(
    (label) => isOneObject(platform) || !data.includes(label),
  );
  const missing = isOneObject(platform) ? [] : data.filter((label) => disks[label] === undefined);
  // A volume of AWS has its device, and a drive its serial number in the catalog.
  const isPlaced = platform !== "aws" && platform !== "physical";
  const placed = isPlaced ? Object.entries(description.disks) : [];
  const unplaced = placed.flatMap(([label, { adopted }]) => {
    const isWhole =
      platform === "vsphere"
        ? adopted?.label !== undefined
        : adopted !== undefined && (platform !== "hyperv" || adopted.file !== undefined);
    return isWhole || (platform === "azure" && label === systemDisk) ? [] : [label];
  });
  const devices = Object.entries(disks).filter(
    ([label, { device }]) =>
      !strange.includes(label) && (platform === "aws") !== (device !== undefined),
  );
  return [
    ...strange.map(
      (label): Problem => [
        ["adopt", "disks", label],
        "is not a disk of its own of this server",
        "Remove it, or add the disk to the server.",
      ],
    ),
    ...missing.map(
      (label): Problem => [
        ["disks", label],
        "stands in the server and not in what is taken over, and would be made anew",
        `Add adopt.disks.${label}, or add the disk after the server has been taken over.`,
      ],
    ),
    ...unplaced.map(
      (label): Problem => [
        ["disks", label],
        "an adopted disk keeps its place, and none is given",
        platform === "hyperv"
          ? "Add, for example, adopted: { slot: 1, file: 'D:\\old\\db.vhdx' }."
          : "Add, for example, adopted: { slot: 1, label: disk1 }; Azure needs no label.",
      ],
    ),
    ...devices.map(
      ([label]): Problem => [
        ["adopt", "disks", label],
        platform === "aws" ? "the device is missing" : "a device belongs to AWS",
        platform === "aws" ? "Add, for example, device: /dev/sdf." : "Remove the device.",
      ],
    ),
  ];
}
