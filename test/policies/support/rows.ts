import type { Rule } from "../../../policies/framework/rule.js";
import { type Case, casesOf, type Inputs, type Row, secret, unknown } from "./cases.js";

/** What the values of one input mean for a rule. */
interface Values {
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  /** Values of a type that the input does not have; they fail like the bad ones. */
  readonly odd?: readonly unknown[];
  /** What the input means when it is not given; by default the rule fails. */
  readonly missing?: "pass" | "fail";
}

/** One input in every situation; `put` writes a value into inputs that are otherwise fine. */
export function valueRows(
  type: string,
  put: (value: unknown) => Inputs,
  { good, bad, odd = [["canary"], 1.5], missing = "fail" }: Values,
): readonly Row[] {
  return [
    ...good.map((value): Row => ["pass", "pass", type, put(value)]),
    ...bad.map((value): Row => ["fail", "fail", type, put(value)]),
    ...odd.map((value): Row => ["wrong type", "fail", type, put(value)]),
    ["unknown", "undetermined", type, put(unknown)],
    ["secret", "pass", type, put(secret(good[0]))],
    ["secret", "fail", type, put(secret(bad[0] ?? "canary-value"))],
    ["secret", "undetermined", type, put(secret(unknown))],
    ["missing", missing, type, put(undefined)],
    ["missing", missing, type, put(null)],
  ];
}

/** A flag that must be `good`. */
export function flagRows(
  type: string,
  put: (value: unknown) => Inputs,
  good: boolean,
  missing: "pass" | "fail" = "fail",
): readonly Row[] {
  const odd = [String(good), 1, [good]];
  return valueRows(type, put, { good: [good], bad: [!good], odd, missing });
}

/** The cases of a rule, with one on a type that it does not apply to. */
export function ruleCases(rule: Rule, ...rows: readonly (readonly Row[])[]): readonly Case[] {
  const elsewhere: Row = ["not applicable", "not applicable", "aws:s3/bucket:Bucket", {}];
  return casesOf(rule, [...rows.flat(), elsewhere]);
}
