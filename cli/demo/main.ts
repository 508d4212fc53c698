import { join, relative } from "node:path";
import { Command } from "commander";
import { spawnSimulator } from "../../simulator/spawn.js";
import { ensureEngine } from "../engine/engine.js";
import { packageFolder } from "../packageFolder.js";
import { RunFailure } from "../stack/run.js";
import { tellUser } from "../tellUser.js";
import { bringUp } from "./bringUp.js";
import { Interruption } from "./interruption.js";
import { Progress } from "./progress.js";
import { cleanDemo, demoFolder, demoStacks, makeDemoProject } from "./project.js";
import { summarize } from "./summary.js";

async function demo(): Promise<void> {
  const engine = await ensureEngine();
  const progress = new Progress();
  progress.say("demo", `a site and ${demoStacks.estates.length} estates on simulated platforms`);
  const simulator = await spawnSimulator({ world: join(demoFolder, "world") });
  const interruption = new Interruption((line) => progress.say("demo", line));
  try {
    const project = await makeDemoProject(simulator.env);
    const bring = (name: string) => bringUp({ engine, project, progress, interruption }, name);
    const site = await bring(demoStacks.site);
    const estates = await all(demoStacks.estates.map(bring));
    const changed = [site, ...estates].some((one) => one.changed);
    process.stdout.write(`\n${await summarize(estates.map(({ stack }) => stack))}\n\n`);
    process.stdout.write(`${closing(changed, progress.seconds)}\n`);
  } finally {
    interruption.end();
    await simulator.stop();
  }
}

/** Waits for all stacks, so that none is cut off when another fails; then tells every failure. */
async function all<Result>(works: readonly Promise<Result>[]): Promise<Result[]> {
  const ends = await Promise.allSettled(works);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  const unexpected = failures.find((failure) => !(failure instanceof RunFailure));
  if (failures.length > 0) {
    throw (
      unexpected ??
      new RunFailure([...new Set(failures.map(({ message }) => message))].join("\n\n"))
    );
  }
  return Promise.all(works);
}

function closing(changed: boolean, seconds: number): string {
  const said = changed
    ? `Everything stands, and a second preview of each stack is empty. It took ${seconds.toFixed(0)} s.`
    : `Nothing changed: the platforms are as the files say. It took ${seconds.toFixed(0)} s.`;
  const estate = relative(process.cwd(), join(packageFolder, "stacks", "chemistry.estate.yaml"));
  return [
    said,
    "",
    "Try next:",
    "  grow a disk while its server runs:",
    `    sed -i 's/size: 800 GiB/size: 900 GiB/' ${estate} && npm run demo`,
    "  ask for data level 3 and be refused:",
    `    sed -i 's/dataLevel: 1/dataLevel: 3/' ${estate} && npm run demo`,
    `  take both back:  git checkout ${estate}`,
    "  remove the demo: npm run demo -- --clean",
  ].join("\n");
}

new Command("demo")
  .description("Bring up a site and two estates on simulated platforms")
  .option("--clean", "remove everything that the demo made")
  .action(async ({ clean }: { clean?: boolean }) => {
    await (clean ? cleanDemo() : demo());
  })
  .parseAsync()
  .catch(tellUser);
