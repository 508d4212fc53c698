import type { z } from "zod";
import type { Platform } from "../../../components/service/platform.js";
import { platformNames } from "../../../components/service/platform.js";
import type { MemoryLimits } from "../../../components/service/server.js";
import type { dynamicMemory } from "../dynamicMemory.js";
import { gib } from "../fields/size.js";
import type { Path, Report } from "../report/finding.js";

/** What limits of a memory are held against. */
interface Described {
  readonly platform: Platform | undefined;
  readonly memory: string | undefined;
}

/** The limits of a memory; those that their platform does not have or that leave it out are reported. */
export function resolveDynamicMemory(
  asked: z.output<typeof dynamicMemory> | undefined,
  { platform, memory }: Described,
  path: Path,
  report: Report,
): MemoryLimits | undefined {
  if (asked === undefined) {
    return undefined;
  }
  const at = [...path, "dynamicMemory"];
  if (platform !== undefined && platform !== "hyperv") {
    report({
      ...{ path: at, at: "key" },
      message: `memory does not move on ${platformNames[platform]}`,
      allowed: "dynamic memory of servers on Microsoft Hyper-V",
      fix: "Remove it.",
    });
  }
  const startGiB = memory === undefined ? undefined : gib(memory);
  const [minimumGiB, maximumGiB] = [gib(asked.minimum), gib(asked.maximum)];
  if (startGiB !== undefined && minimumGiB > startGiB) {
    outside("minimum", asked.minimum, `at most ${memory}`, at, report);
  }
  if (startGiB !== undefined && maximumGiB < startGiB) {
    outside("maximum", asked.maximum, `at least ${memory}`, at, report);
  }
  return { minimumGiB, maximumGiB };
}

function outside(
  limit: "minimum" | "maximum",
  size: string,
  allowed: string,
  path: Path,
  report: Report,
): void {
  report({
    ...{ path: [...path, limit], at: "value", allowed },
    message: `${size} leaves out the memory with which the server starts`,
    fix: "Change it, or the memory.",
  });
}
