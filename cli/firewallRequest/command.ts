import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { isRetired } from "../../components/service/retirement.js";
import { readEstate } from "../../stacks/schema/read.js";
import { csvOf, jsonOf, markdownOf } from "./forms.js";
import { needsOf } from "./needs.js";
import { type Request, requestFile, requestOf } from "./request.js";

interface Options {
  readonly out?: string;
  readonly since?: Request;
  readonly stacks: string;
}

/** `comanaged firewall-request <stack>`: what the datacenter's firewall has to let through. */
export function firewallRequestCommand(): Command {
  return new Command("firewall-request")
    .description("write what the datacenter's firewall has to let through, for its owners")
    .argument("<stack>", "name of the stack")
    .option(
      "--out <folder>",
      "write Markdown, JSON and CSV into a folder in place of Markdown here",
    )
    .option("--since <file>", "tell what is new and gone since an earlier request (JSON)", earlier)
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action((stack: string, { out, since, stacks }: Options) => {
      const { estate, catalog } = readEstate(stacks, stack);
      const undeclared = estate.servers.filter(
        (server) => server.firewall === undefined && !isRetired(server),
      );
      const head = {
        ...{ stack, customer: estate.customer.name, asOf: estate.asOf },
        undeclared: undeclared.map(({ name }) => name),
      };
      const request = requestOf(needsOf(estate, catalog), head, since);
      if (out === undefined) {
        process.stdout.write(markdownOf(request));
      } else {
        writeAll(out, request);
      }
    });
}

function writeAll(folder: string, request: Request): void {
  mkdirSync(folder, { recursive: true });
  const forms = { md: markdownOf, json: jsonOf, csv: csvOf };
  for (const [ending, form] of Object.entries(forms)) {
    const file = join(folder, `${request.stack}-firewall.${ending}`);
    writeFileSync(file, form(request));
    console.error(`wrote ${file}`);
  }
}

function earlier(file: string): Request {
  try {
    return requestFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new InvalidArgumentError("It is not a request that this command wrote as JSON.");
  }
}
