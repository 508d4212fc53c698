import { resolve } from "node:path";
import { Command } from "commander";
import { placesIn } from "../../stacks/schema/places.js";
import { readEstate } from "../../stacks/schema/read.js";
import { comparedFirewalls } from "./compare.js";
import { jsonOf, linesOf } from "./forms.js";

interface Options {
  readonly json?: boolean;
  readonly stacks: string;
  readonly cwd: string;
  readonly account?: string;
}

/** `comanaged firewall-check <stack>`: how far the firewalls of Windows servers are as declared. */
export function firewallCheckCommand(): Command {
  return new Command("firewall-check")
    .description("compare the firewalls of Windows servers with the estate; 1 when one differs")
    .argument("<stack>", "name of the stack")
    .option("--json", "print JSON instead of lines")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .option("--account <name>", "another account with which the servers are asked")
    .action(async (stack: string, { json, stacks, ...reach }: Options) => {
      const folder = resolve(reach.cwd, stacks);
      const { estate } = readEstate(folder, stack);
      const places = placesIn(folder, `${stack}.estate.yaml`);
      const { askingStack } = await import("../guests/stackGuests.js");
      const firewalls = await comparedFirewalls(estate, places, askingStack(stack, reach));
      console.log(json === true ? jsonOf(firewalls) : linesOf(firewalls).join("\n"));
      const isWell = firewalls.every(({ standing }) => /^as-declared$|^undeclared$/.test(standing));
      if (!isWell) {
        process.exitCode = 1;
      }
    });
}
