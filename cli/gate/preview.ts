import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import {
  type ChangeReport,
  changeReportVariable,
  readChangeReport,
} from "../../components/service/changeReport.js";
import { messageOf } from "../stack/run.js";
import { type Observed, observe } from "./observe.js";
import { type PolicyPacks, packConfigs } from "./packConfigs.js";

/** What a preview showed, and how it ended. */
export interface Preview {
  readonly observed: Observed;
  /** What the program found out about servers; nothing when it did not come so far. */
  readonly changes: ChangeReport;
  /** What a preview that failed ended with. */
  readonly failure?: string;
}

/** Previews a stack on the engine; a preview that fails is a result as well. */
export async function preview(
  open: (environment: Readonly<Record<string, string>>) => Promise<Stack>,
  packs: PolicyPacks,
): Promise<Preview> {
  const folder = await mkdtemp(join(tmpdir(), "comanaged-gate-"));
  try {
    const file = join(folder, "changes.json");
    const stack = await open({ [changeReportVariable]: file });
    const events: unknown[] = [];
    const failure = await stack
      .preview({
        onEvent: (event) => events.push(event),
        policyPacks: [...packs.folders],
        policyPackConfigs: [...(await packConfigs(packs, folder))],
      })
      .then(() => undefined, messageOf);
    return {
      observed: observe(events),
      changes: await changesIn(file),
      ...(failure !== undefined && { failure }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function changesIn(file: string): Promise<ChangeReport> {
  try {
    return readChangeReport(await readFile(file, "utf8"));
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") {
      return { servers: [], losses: [] };
    }
    throw failure;
  }
}
