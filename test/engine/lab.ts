import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { ensureEngine } from "../../cli/engine/engine.js";
import { observe } from "../../cli/gate/observe.js";
import { verdictsOf } from "../../cli/gate/verdicts.js";
import type { Verdict } from "../../cli/report/model.js";
import { pulumiCommand } from "../../cli/stack/pulumi.js";
import { buildPacks, packFolder } from "../../policies/build.js";
import { startSimulator } from "../../simulator/start.js";

/** A stack `lab` of raw resources, on simulated platforms that accept anything. */
export interface Lab {
  readonly folder: string;
  readonly stack: Stack;
  /** Replaces the program of the stack, which is JavaScript. */
  readonly write: (program: string) => Promise<void>;
  /** Runs with the pack `all`, and gives what it says and whether the run was refused. */
  readonly judged: (
    operation: "preview" | "up",
    policyPackConfigs?: string[],
  ) => Promise<{ readonly verdicts: readonly Verdict[]; readonly isRefused: boolean }>;
  readonly close: () => Promise<void>;
}

/** Opens a lab in a folder of its own within `parent`. */
export async function openLab(parent: string): Promise<Lab> {
  await buildPacks();
  const folder = await mkdtemp(join(parent, "lab-"));
  await mkdir(join(folder, "state"));
  await writeFile(join(folder, "Pulumi.yaml"), "name: lab\nruntime: nodejs\nmain: index.js\n");
  const simulator = await startSimulator({ world: join(folder, "world"), acceptAnything: true });
  const engine = await ensureEngine();
  const backend = { PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
  const stack = await LocalWorkspace.createStack(
    { stackName: "lab", workDir: folder },
    {
      pulumiCommand: await pulumiCommand(engine),
      envVars: { ...simulator.env, ...engine.env, ...backend, PULUMI_CONFIG_PASSPHRASE: "test" },
    },
  );
  await stack.setConfig("aws:region", { value: "eu-central-1" });
  return {
    folder,
    stack,
    write: (program) => writeFile(join(folder, "index.js"), program),
    judged: async (operation, policyPackConfigs = []) => {
      const events: unknown[] = [];
      const isRefused = await stack[operation]({
        ...{ policyPacks: [packFolder("all")], policyPackConfigs },
        onEvent: (event) => events.push(event),
      }).then(
        () => false,
        () => true,
      );
      const places = () => ({ file: "lab", line: 1, column: 1 });
      const verdicts = verdictsOf(observe(events).policies, () => undefined, places);
      return { verdicts, isRefused };
    },
    close: async () => {
      await simulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}
