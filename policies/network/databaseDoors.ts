import { reportIf } from "../framework/certainty.js";
import { demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const sql = "azure-native:sql:FirewallRule";
const tokens = [
  sql,
  "azure-native:dbforpostgresql:FirewallRule",
  "azure-native:dbformysql:FirewallRule",
];

/** The addresses of a /16: what an institution may have. */
const mostAddresses = 2 ** 16;

/** A database is open to those who are named. */
export const databaseDoors: Rule = {
  id: "NET-18",
  title: "Firewall rules of databases in Azure name small ranges of addresses",
  severity: "high",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["SC-7"], "MCSB v1": ["NS-2"] },
  why: "From 0.0.0.0 to 0.0.0.0 means every customer of Azure, and a wide range half the Internet.",
  fix: "Give startIpAddress and endIpAddress of your own network, or use a private endpoint.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "One network",
        type: sql,
        inputs: { startIpAddress: "171.64.1.0", endIpAddress: "171.64.1.255" },
      },
    ],
    fail: [
      {
        title: "All of Azure",
        type: sql,
        inputs: { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" },
      },
    ],
  },
  *check({ inputs }): Iterable<Finding> {
    const [start, end] = [inputs.get("startIpAddress"), inputs.get("endIpAddress")];
    yield* demandText(start, isOwn, "this lets in more than one network");
    yield* demandText(end, isOwn, "this lets in more than one network");
    const [from, to] = [numberOf(start), numberOf(end)];
    const isWide = from !== undefined && to !== undefined && to - from >= mostAddresses;
    yield* reportIf(isWide ? "yes" : "no", end, "the range is wider than a network");
  },
};

function isOwn(address: string): boolean {
  return addressNumber(address) !== undefined && !address.startsWith("0.");
}

function numberOf(field: Field): number | undefined {
  const text = field.text();
  return text.state === "known" ? addressNumber(text.value) : undefined;
}

function addressNumber(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && parts.every((part) => part <= 255);
  return isAddress ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
