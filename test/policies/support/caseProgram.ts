// A Pulumi program that registers the resource of every case, with real outputs and secrets.
import * as pulumi from "@pulumi/pulumi";
import { type Inputs, secretMark, unknown } from "./cases.js";
import { sampledCases as cases } from "./everyCase.js";

/** A resource of any type, as anybody may register one. */
class Raw extends pulumi.CustomResource {}

const source = new Raw("aws:ec2/vpc:Vpc", "source", { cidrBlock: "10.0.0.0/16" });

for (const [index, { type, inputs }] of cases.entries()) {
  register(type, `case-${index}`, Object(live(inputs)));
}

function register(type: string, name: string, inputs: Inputs): pulumi.Resource {
  return type.startsWith("comanaged:")
    ? new pulumi.ComponentResource(type, name, inputs)
    : new Raw(type, name, inputs);
}

/** The value as a program would write it: an output of a new resource is what is unknown. */
function live(value: unknown): unknown {
  if (value === unknown) {
    return source.id;
  }
  if (Array.isArray(value)) {
    return value.map(live);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (secretMark.key in value && "value" in value) {
    return pulumi.secret(live(value.value));
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, live(child)]));
}
