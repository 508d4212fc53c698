import { formatSize } from "../../../components/service/size.js";
import type { MachineSize } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { either, quote } from "../report/wording.js";

const suggestions = 3;

/** What a server asks for. */
type Size = Pick<MachineSize, "cpus" | "memoryGiB">;

/** A type of machines with its name and its size. */
export interface NamedSize extends MachineSize {
  readonly name: string;
}

/** The type of exactly this size on a cloud; a size that is not offered is reported. */
export function typeOfSize<Type extends NamedSize>(
  size: Size,
  { cloud, offered }: { readonly cloud: string; readonly offered: readonly Type[] | undefined },
  path: Path,
  report: Report,
): Type | undefined {
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
      message: `${describe(size)} is not a size that the catalog offers on ${cloud}`,
      allowed: `the exact size of one that it has; the nearest are ${either(near.map(describeType))}`,
      fix: "Write the CPUs and the memory of one of them.",
    });
  }
  return match;
}

/** How far apart two sizes are, in doublings. */
function gap(a: Size, b: Size): number {
  return Math.abs(Math.log2(a.cpus / b.cpus)) + Math.abs(Math.log2(a.memoryGiB / b.memoryGiB));
}

function describe({ cpus, memoryGiB }: Size): string {
  return `${cpus} ${cpus === 1 ? "CPU" : "CPUs"} with ${formatSize(memoryGiB)}`;
}

function describeType(type: NamedSize): string {
  return `${describe(type)} (${type.name})`;
}

/** Reports types of one size at the path of all types: the size decides the type. */
export function reportTwins(types: readonly NamedSize[], path: Path, report: Report): void {
  const seen = new Map<string, string>();
  for (const { name, cpus, memoryGiB } of types) {
    const size = `${cpus} CPUs with ${memoryGiB} GiB`;
    const twin = seen.get(size);
    if (twin !== undefined) {
      report({
        path: [...path, name],
        at: "key",
        message: `${quote(name)} has the same size as ${quote(twin)}: ${size}`,
        allowed: "one type for each size, because the size decides the type",
        fix: "Keep one of the two.",
      });
    }
    seen.set(size, twin ?? name);
  }
}
