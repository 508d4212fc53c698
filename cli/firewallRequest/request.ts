import { z } from "zod";
import { identityOf, type Need } from "./needs.js";

const line = z.strictObject({
  server: z.string(),
  flow: z.string(),
  source: z.array(z.string()),
  destination: z.array(z.string()),
  protocol: z.string(),
  ports: z.array(z.string()),
  purpose: z.string(),
  owner: z.string(),
  since: z.string(),
});

/** A request as a file, so that a later one can be held against it. */
export const requestFile = z.strictObject({
  version: z.literal(1),
  stack: z.string(),
  customer: z.string(),
  asOf: z.string(),
  lines: z.array(line),
  new: z.array(line),
  gone: z.array(line),
  undeclared: z.array(z.string()),
});

/** A need with the planning date on which it was first requested. */
export type Line = Readonly<z.infer<typeof line>>;

/** What the customer asks of those who run the datacenter's firewall. */
export type Request = Readonly<z.infer<typeof requestFile>>;

/** Whose request it is, and of which day. */
type Head = Pick<Request, "stack" | "customer" | "asOf" | "undeclared">;

/** The request, held against an earlier one where there is one. */
export function requestOf(needs: readonly Need[], head: Head, earlier?: Request): Request {
  const before = new Map((earlier?.lines ?? []).map((old) => [identityOf(old), old]));
  const lines = needs.map((need) => ({
    ...need,
    ...{ source: [...need.source], destination: [...need.destination], ports: [...need.ports] },
    since: before.get(identityOf(need))?.since ?? head.asOf,
  }));
  const now = new Set(lines.map(identityOf));
  return {
    version: 1,
    ...{ stack: head.stack, customer: head.customer, asOf: head.asOf },
    lines,
    new: earlier ? lines.filter((one) => !before.has(identityOf(one))) : [],
    gone: [...before.values()].filter((one) => !now.has(identityOf(one))),
    undeclared: head.undeclared,
  };
}
