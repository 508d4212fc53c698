import Table from "cli-table3";
import type { Addition } from "../../components/service/account/counts.js";
import type { LedgerLine } from "../../components/service/account/ledger.js";

/** What is told of one account. */
export interface ToldAccount {
  readonly name: string;
  readonly account: string;
  /** The name of the standard whose controls are told. */
  readonly standard: string;
  readonly controls: readonly LedgerLine[];
  readonly adds?: readonly Addition[];
}

/** What is told of the accounts of an estate. */
interface Told {
  readonly accounts: readonly ToldAccount[];
  readonly leftOut: Readonly<Record<string, string>>;
}

const plain = { head: [], border: [] };

/** The controls and additions of each account, and what the baseline does without, as tables. */
export function tablesOf({ accounts, leftOut }: Told): string {
  if (accounts.length === 0) {
    return "The estate has no accounts under the baseline.";
  }
  return [
    ...accounts.flatMap(({ name, account, standard, controls, adds = [] }) => [
      `${name} (${account}): ${standard}`,
      ledgerTable(controls),
      ...(adds.length > 0 ? [`${name}: what the baseline adds`, additionTable(adds)] : []),
    ]),
    "What the baseline does without",
    ...Object.entries(leftOut).map(([token, why]) => `  ${token}: ${why}`),
  ].join("\n");
}

/** What meets each control, as a table. */
export function ledgerTable(lines: readonly LedgerLine[]): string {
  const table = new Table({
    head: ["control", "met by", "what", "answers", "why"],
    colWidths: [14, 14, 44, 20, 44],
    ...{ wordWrap: true, style: plain },
  });
  for (const { control, by, what, owner, why = "", until } of lines) {
    table.push([control, by, what, owner, until === undefined ? why : `until ${until}`]);
  }
  return table.toString();
}

function additionTable(additions: readonly Addition[]): string {
  const table = new Table({ head: ["what", "count", "room for"], style: plain });
  for (const { what, count, most, per } of additions) {
    const room = most === undefined ? "costs only" : `${most} for each ${per}`;
    table.push([what, count, room]);
  }
  return table.toString();
}
