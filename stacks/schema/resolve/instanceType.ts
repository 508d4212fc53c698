import { formatSize } from "../../../components/service/size.js";
import type { MachineSize } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { either } from "../report/wording.js";
import type { InstanceType } from "./awsOffer.js";

const suggestions = 3;

/** The instance type of exactly this size; a size that is not offered is reported. */
export function instanceTypeFor(
  size: MachineSize,
  offered: readonly InstanceType[] | undefined,
  path: Path,
  report: Report,
): string | undefined {
  if (offered === undefined) {
    return undefined;
  }
  const match = offered.find(
    (type) => type.cpus === size.cpus && type.memoryGiB === size.memoryGiB,
  );
  if (match === undefined) {
    const near = [...offered].sort((a, b) => gap(a, size) - gap(b, size)).slice(0, suggestions);
    report({
      path: [...path, "memory"],
      at: "value",
      message: `${describe(size)} is not a size that the catalog offers on AWS`,
      allowed: `the exact size of an instance type; the nearest are ${either(near.map(describeType))}`,
      fix: "Write the CPUs and the memory of one of them.",
    });
  }
  return match?.name;
}

/** How far apart two sizes are, in doublings. */
function gap(a: MachineSize, b: MachineSize): number {
  return Math.abs(Math.log2(a.cpus / b.cpus)) + Math.abs(Math.log2(a.memoryGiB / b.memoryGiB));
}

function describe({ cpus, memoryGiB }: MachineSize): string {
  return `${cpus} ${cpus === 1 ? "CPU" : "CPUs"} with ${formatSize(memoryGiB)}`;
}

function describeType(type: InstanceType): string {
  return `${describe(type)} (${type.name})`;
}
