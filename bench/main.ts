import Table from "cli-table3";
import { Command } from "commander";
import { tellUser } from "../cli/tellUser.js";
import { type AccountPreview, timeAccount } from "./account.js";
import { type Comparison, compare } from "./compare.js";
import { openGround } from "./ground.js";
import { comparePacks, type PolicyCost } from "./policy/comparePacks.js";
import { makeOtherPacks } from "./policy/otherPacks.js";
import { timeValidation } from "./validate.js";

/** The small stack is cheap enough to be previewed several times. */
const sizes = [
  { resources: 500, runs: 3 },
  { resources: 1000, runs: 1 },
  { resources: 2000, runs: 1 },
];
const servers = 10_000;
const judged = 5000;

/** All figures of a run. */
interface Figures {
  readonly preview: readonly Comparison[];
  readonly account: AccountPreview;
  readonly validate: { readonly servers: number; readonly seconds: number };
  readonly policy: PolicyCost;
}

async function measure(tell: (line: string) => void): Promise<Figures> {
  const validate = { servers, seconds: await timeValidation(servers) };
  tell("bringing up the site");
  const ground = await openGround([...sizes.map(({ resources }) => resources), judged]);
  try {
    const others = await makeOtherPacks(ground.scratch);
    const preview: Comparison[] = [];
    for (const size of sizes) {
      tell(`previewing ${size.resources} resources ${size.runs} times with each program`);
      preview.push(await compare(ground, size));
    }
    tell("previewing an account with its baseline in all regions");
    const account = await timeAccount(ground);
    tell(`judging ${judged} resources with all rules, with none and with AWSGuard`);
    return { preview, account, validate, policy: await comparePacks(ground, judged, others) };
  } finally {
    await ground.close();
  }
}

function tableOf({ preview, account, validate, policy }: Figures): string {
  const table = new Table({
    head: ["resources", "runs", "plain", "ours", "faster", "memory"],
    style: { head: [], border: [] },
  });
  for (const { resources, runs, plain, ours } of preview) {
    table.push([
      ...[resources, runs],
      ...[plain, ours].map(({ seconds, megabytes }) => `${seconds} s, ${megabytes} MB`),
      `${(plain.seconds / ours.seconds).toFixed(1)} times`,
      `${((100 * ours.megabytes) / plain.megabytes).toFixed(0)} %`,
    ]);
  }
  return [
    "Previews of one estate by a plain Pulumi program (types checked, as in CI) and by ours:",
    table.toString(),
    `An account with the whole baseline in ${account.regions} regions, ${account.resources} ` +
      `resources and ${account.providers} provider, is previewed in ${account.seconds} s.`,
    `Reading and validating ${validate.servers} servers takes ${validate.seconds} s.`,
    `${policy.rules} rules on ${policy.resources} resources add ${policy.addedSeconds} s to an empty ` +
      `policy pack, ${policy.ratioToAwsGuard} times what AWSGuard adds (the quickest of ` +
      `${policy.rounds} rounds; load of the machine ${policy.load}).`,
  ].join("\n");
}

async function bench({ json }: { readonly json?: true }): Promise<void> {
  const figures = await measure((line) => process.stderr.write(`${line} …\n`));
  console.log(json ? JSON.stringify(figures) : tableOf(figures));
}

new Command("bench")
  .description("measure previews side by side with a plain Pulumi program")
  .option("--json", "print one JSON document")
  .action(bench)
  .parseAsync()
  .catch(tellUser);
