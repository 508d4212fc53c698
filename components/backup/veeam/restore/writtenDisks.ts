import { RemoteFailure } from "../../../remote/failure.js";
import type { RestorePointDisk } from "../models.js";
import type { WriteDocument } from "./document.js";

/** A disk of a backup, and where it is written. */
export interface FittingDisk {
  readonly label: string;
  readonly folder: string;
  readonly extents: RestorePointDisk["diskExtents"];
}

const gib = 1024 ** 3;

/**
 * The disks of a backup with the folders into which they are written.
 *
 * @throws RemoteFailure that tells of each disk that is not one of the server, or is larger
 */
export function fittingDisks(
  held: readonly RestorePointDisk[],
  { disks, adopted, writtenAs }: Pick<WriteDocument, "disks" | "adopted" | "writtenAs">,
): FittingDisk[] {
  const problems: string[] = [];
  const fitting = held.flatMap((disk): FittingDisk[] => {
    const { name, capacity, diskExtents: extents } = disk;
    const label = labelOf(extents[0]?.path ?? name, adopted);
    const wanted = disks.find((one) => one.label === label);
    const size = Math.ceil(capacity / gib);
    if (wanted === undefined) {
      problems.push(`the backup holds another, ${label} of ${size} GiB`);
      return [];
    }
    if (capacity > wanted.sizeGiB * gib) {
      problems.push(`${label} has ${wanted.sizeGiB} GiB, and ${size} GiB in the backup`);
    }
    return [{ label, folder: wanted.folder, extents }];
  });
  for (const { label } of disks.filter(
    ({ label }) => !fitting.some((one) => one.label === label),
  )) {
    problems.push(`the backup does not hold ${label}; add it once the server is there`);
  }
  if (problems.length > 0) {
    throw new RemoteFailure(
      [`The disks of the server are not those of its backup (${writtenAs}):`, ...problems].join(
        "\n  ",
      ),
    );
  }
  return fitting;
}

/** Files are called by their labels, with a checkpoint longer, or as when they were taken over. */
function labelOf(path: string, adopted: WriteDocument["adopted"]): string {
  const file = path.replace(/_[0-9a-f-]{36}\.avhdx$/i, ".vhdx");
  const own = adopted.find((one) => one.file === file);
  const name = file.slice(file.lastIndexOf("\\") + 1);
  return own?.label ?? name.replace(/\.[^.]*$/, "");
}
