// A Pulumi program that registers the resources of a captured stack again, mutants and all.
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { makePromisesLean } from "../../../infra/leanPromises.js";
import { unknown } from "../support/cases.js";
import { type Replayed, replayedSchema } from "./replayed.js";

/** A resource of any type. */
class Raw extends pulumi.CustomResource {}

makePromisesLean();

const stack = replayedSchema.parse(JSON.parse(readFileSync(process.env["REPLAYED"] ?? "", "utf8")));

const elsewhere = new Raw("aws:ec2/vpc:Vpc", "elsewhere", { cidrBlock: "10.0.0.0/16" });
const byUrn = new Map(stack.map((one) => [one.urn, one]));
const made = new Map<string, Raw>();

for (const one of stack) {
  register(one);
}

/** Registers what a resource is made from before it. */
function register({ urn, type, name, inputs, origins }: Replayed): Raw {
  const known = made.get(urn);
  if (known !== undefined) {
    return known;
  }
  const args = Object.entries(inputs).map(([key, value]) => {
    const sources = (origins[key] ?? []).flatMap((origin) => byUrn.get(origin) ?? []).map(register);
    return [key, live(value, sources)] as const;
  });
  const resource = new Raw(type, name, Object.fromEntries(args));
  made.set(urn, resource);
  return resource;
}

/** The value as a program would write it: what is unknown comes from ids of its sources. */
function live(value: unknown, sources: readonly Raw[]): unknown {
  if (JSON.stringify(value)?.includes(unknown) !== true) {
    const urns = sources.map(({ urn }) => urn);
    return urns.length === 0 ? value : pulumi.all(urns).apply(() => value);
  }
  if (value === unknown) {
    const ids = (sources.length === 0 ? [elsewhere] : sources).map(({ id }) => id);
    return pulumi.all(ids).apply(([id]) => id);
  }
  return Array.isArray(value)
    ? value.map((item) => live(item, dark(item, sources)))
    : Object.fromEntries(
        Object.entries(Object(value)).map(([key, child]) => [
          key,
          live(child, dark(child, sources)),
        ]),
      );
}

/** Only what is unknown carries the sources on. */
function dark(value: unknown, sources: readonly Raw[]): readonly Raw[] {
  return JSON.stringify(value)?.includes(unknown) === true ? sources : [];
}
