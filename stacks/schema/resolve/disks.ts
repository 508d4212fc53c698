import type { z } from "zod";
import { slotConflicts, slotOf, slottedLabels } from "../../../components/service/diskSlots.js";
import type { Platform } from "../../../components/service/platform.js";
import {
  type AdoptedPlace,
  type Disk,
  type StorageTier,
  systemDisk,
} from "../../../components/service/server.js";
import { formatSize } from "../../../components/service/size.js";
import { adoptedPlace } from "../adoption.js";
import { gib } from "../fields/size.js";
import { draftOf, entriesOf } from "../inspect/draft.js";
import type { Volume } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { closest, quote } from "../report/wording.js";
import { disk } from "../server.js";
import type { CatalogDraft, ImageDraft } from "./catalog.js";
import {
  awsDisk,
  azureDisk,
  azureSystemDisk,
  type DiskLimits,
  hypervDisk,
  mostDataDisks,
  vsphereDisk,
} from "./limits.js";

const partialDisk = disk.partial();

/** The disks of a server; undefined when one is faulty. Sizes are held against their limits. */
export function resolveDisks(
  raw: unknown,
  context: {
    readonly platform: Platform | undefined;
    readonly image: (ImageDraft & { readonly name: string }) | undefined;
    readonly catalog: CatalogDraft;
  },
  path: Path,
  report: Report,
): Record<string, Disk> | undefined {
  const entries = entriesOf(raw);
  if (typeof raw !== "object" || raw === null) {
    return undefined;
  }
  checkLabels(entries, path, report);
  const disks: Record<string, Disk> = {};
  let faulty = false;
  for (const [label, rawDisk] of entries) {
    const { value, broken } = draftOf(disk, partialDisk, rawDisk);
    const sizeGiB = value.size === undefined ? undefined : gib(value.size);
    const tier = broken.has("tier") ? undefined : (value.tier ?? "standard");
    const at = [...path, label, "size"];
    if (label === systemDisk && value.removed) {
      report({
        path: [...path, label, "removed"],
        at: "value",
        message: "no server starts without its system disk",
        allowed: "removed: true at other disks",
        fix: "Remove it; a server as a whole is removed with confirm.",
      });
    }
    if (sizeGiB !== undefined) {
      const { platform, image, catalog } = context;
      checkSize(sizeGiB, limitsOf(platform, label, tier, catalog), at, report);
      if (label === systemDisk && image?.minimumSystemDiskGiB !== undefined) {
        checkMinimum(sizeGiB, image.name, image.minimumSystemDiskGiB, at, report);
      }
    }
    if (sizeGiB === undefined || tier === undefined) {
      faulty = true;
    } else {
      disks[label] = {
        sizeGiB,
        tier,
        ...(value.removed && { removed: true }),
        ...(value.adopted && { adopted: placeOf(value.adopted) }),
        ...(value.path !== undefined && { path: value.path }),
      };
    }
  }
  return faulty ? undefined : disks;
}

function placeOf({ slot, label, file }: z.output<typeof adoptedPlace>): AdoptedPlace {
  return { slot, ...(label !== undefined && { label }), ...(file !== undefined && { file }) };
}

/** Places of adopted disks; what the label says counts for one whose place cannot be read. */
function placesIn(entries: ReadonlyMap<string, unknown>): Record<string, Pick<Disk, "adopted">> {
  const places = [...entries].map(([label, raw]): [string, Pick<Disk, "adopted">] => {
    const adopted = adoptedPlace.safeParse(entriesOf(raw).get("adopted")).data;
    return [label, adopted === undefined ? {} : { adopted: placeOf(adopted) }];
  });
  return Object.fromEntries(places);
}

function checkLabels(entries: ReadonlyMap<string, unknown>, path: Path, report: Report): void {
  const labels = [...entries.keys()];
  if (!labels.includes(systemDisk)) {
    const meant = closest(systemDisk, labels);
    report({
      path,
      at: "key",
      message: 'there is no disk with the label "system"',
      allowed: "a disk from which the operating system starts",
      fix:
        meant === undefined
          ? "Add, for example, system: { size: 60 GiB }."
          : `Did you mean "system" where ${quote(meant)} stands?`,
    });
  }
  const places = placesIn(entries);
  const slot = (label: string) => slotOf(label, places[label]);
  for (const [holder, label] of slotConflicts(slottedLabels(places), slot)) {
    report({
      path: [...path, label],
      at: "key",
      message: `${quote(label)} takes the same slot of the server as ${quote(holder)}`,
      allowed: "labels that take different slots; a label decides the slot once and for all",
      fix: "Choose another label for the newer of the two disks.",
    });
  }
  const dataDisks = labels.filter((label) => label !== systemDisk).length;
  if (dataDisks > mostDataDisks) {
    report({
      path,
      at: "key",
      message: `${dataDisks} disks besides "system" are too many`,
      allowed: `at most ${mostDataDisks}`,
      fix: "Put what belongs together onto one larger disk.",
    });
  }
}

/** A disk and its platform's limits, with the words for the place that sets them. */
interface NamedLimits extends DiskLimits {
  readonly what: string;
}

function limitsOf(
  platform: Platform | undefined,
  label: string,
  tier: StorageTier | undefined,
  catalog: CatalogDraft,
): NamedLimits | undefined {
  if (platform === "vsphere") {
    return { ...vsphereDisk, what: "a disk on vSphere" };
  }
  if (platform === "hyperv") {
    return { ...hypervDisk, what: "a disk on Hyper-V" };
  }
  if (platform === "azure") {
    return label === systemDisk
      ? { ...azureSystemDisk, what: "a system disk on Azure" }
      : { ...azureDisk, what: "a disk on Azure" };
  }
  // The drives of a machine are as large as they are: its BMC tells it.
  const volume = platform === "aws" && tier ? catalog.aws?.volumes?.[tier] : undefined;
  return volume && { ...awsDisk(volume), what: `a ${tier} disk on AWS (${describe(volume)})` };
}

function describe({ type, iops }: Volume): string {
  return iops === undefined ? type : `${type} with ${iops} operations a second`;
}

function checkSize(
  size: number,
  limits: NamedLimits | undefined,
  path: Path,
  report: Report,
): void {
  if (limits !== undefined && (size < limits.from || size > limits.to)) {
    report({
      path,
      at: "value",
      message: `${formatSize(size)} is not a size of ${limits.what}`,
      allowed: `${formatSize(limits.from)} to ${formatSize(limits.to)}`,
      fix: `Write "${formatSize(size < limits.from ? limits.from : limits.to)}".`,
    });
  }
}

function checkMinimum(size: number, image: string, minimum: number, path: Path, report: Report) {
  if (size < minimum) {
    report({
      path,
      at: "value",
      message: `${formatSize(size)} is too small for ${image}`,
      allowed: `at least ${formatSize(minimum)}`,
      fix: `Write "${formatSize(minimum)}".`,
    });
  }
}
