import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What an estate of one account says of it besides the account. */
export interface AccountLines {
  readonly account: string;
  /** @default "aws" */
  readonly platform?: "aws" | "azure";
  /** Further lines of the entry, such as `regions: [eu-central-1]`. */
  readonly lines?: readonly string[];
}

const head = `asOf: 2026-11-21
customer:
  name: Department of Chemistry
  owner: chemistry
  costCenter: "4711-20"
  contact: it@chemistry.example.edu
patchGroups: {}
servers: {}
`;

/** Writes an estate that has nothing but these accounts, by their names. */
export async function writeAccounts(
  stacks: string,
  stack: string,
  accounts: Readonly<Record<string, AccountLines>>,
): Promise<void> {
  const entries = Object.entries(accounts).flatMap(
    ([name, { account, platform = "aws", lines = [] }]) => [
      `  ${name}:`,
      `    platform: ${platform}`,
      `    account: "${account}"`,
      "    dataLevel: 2",
      ...lines.map((line) => `    ${line}`),
    ],
  );
  const text = entries.length === 0 ? head : `${head}accounts:\n${entries.join("\n")}\n`;
  await writeFile(join(stacks, `${stack}.estate.yaml`), text);
}
