import { z } from "zod";
import { isIn, type Packet } from "../components/service/firewall/flows.js";

const match = z.strictObject({
  op: z.string(),
  left: z.record(z.string(), z.unknown()),
  right: z.unknown(),
});
const rule = z.object({ expr: z.array(z.record(z.string(), z.unknown())) });
const listed = z.object({ nftables: z.array(z.object({ rule: rule.optional() })) });

/** A rule as nft tells it. */
export type Rule = z.infer<typeof rule>;

/** The rules of a table, in their order. */
export function ruleset(text: string): readonly Rule[] {
  return listed.parse(JSON.parse(text)).nftables.flatMap((entry) => entry.rule ?? []);
}

/** Whether the first packet of a connection gets in through a chain that drops what no rule takes. */
export function verdictOf(rules: readonly Rule[], packet: Packet): boolean {
  for (const { expr } of rules) {
    const tests = expr.flatMap((one) => ("match" in one ? [match.parse(one["match"])] : []));
    if (tests.every((test) => holds(test, packet))) {
      return expr.some((one) => "accept" in one);
    }
  }
  return false;
}

function holds({ op, left, right }: z.infer<typeof match>, packet: Packet): boolean {
  const what = JSON.stringify(left);
  const isFour = !packet.address.includes(":");
  const values = elements(right);
  if (what.includes('"ct"') || what.includes('"icmp')) {
    // It is new, and it is no ICMP.
    return false;
  }
  if (what === '{"meta":{"key":"iifname"}}') {
    return op !== "==";
  }
  if (what === '{"meta":{"key":"nfproto"}}') {
    return right === (isFour ? "ipv4" : "ipv6");
  }
  const payload = z.object({ payload: z.object({ protocol: z.string(), field: z.string() }) });
  const { protocol, field } = payload.parse(left).payload;
  if (field === "saddr") {
    return (protocol === "ip") === isFour && isIn(packet.address, values.map(networkOf));
  }
  if (field === "dport") {
    return protocol === packet.protocol && values.some((value) => hasPort(value, packet.port));
  }
  // A client calls from a high port.
  return false;
}

function elements(right: unknown): readonly unknown[] {
  const set = z.object({ set: z.array(z.unknown()) }).safeParse(right);
  return set.success ? set.data.set : [right];
}

function networkOf(value: unknown): string {
  const prefix = z.object({ prefix: z.object({ addr: z.string(), len: z.number() }) });
  const { data } = prefix.safeParse(value);
  const alone = String(value);
  return data === undefined
    ? `${alone}/${alone.includes(":") ? 128 : 32}`
    : `${data.prefix.addr}/${data.prefix.len}`;
}

function hasPort(value: unknown, port: number): boolean {
  const { data } = z.object({ range: z.tuple([z.number(), z.number()]) }).safeParse(value);
  const [from, to] = data?.range ?? [Number(value), Number(value)];
  return from <= port && port <= to;
}
