import * as pulumi from "@pulumi/pulumi";
import { type Inputs, unknownValue } from "../service/blastRadius/table.js";

/**
 * The inputs of a resource as a hook gets them, with secrets opened for comparison and
 * `unknownValue` for what a preview cannot know.
 */
export async function plainInputs(inputs: Inputs): Promise<Inputs> {
  const entries = Object.entries(inputs).map(
    async ([key, value]): Promise<[string, unknown]> => [key, await plain(value)],
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function plain(value: unknown): Promise<unknown> {
  if (pulumi.Output.isInstance(value)) {
    return opened(value);
  }
  if (pulumi.isUnknown(value)) {
    return unknownValue;
  }
  if (Array.isArray(value)) {
    return Promise.all(value.map(plain));
  }
  return typeof value === "object" && value !== null ? plainInputs({ ...value }) : value;
}

async function opened(secret: pulumi.Output<unknown>): Promise<unknown> {
  // A callback on an unknown value is never called in a preview.
  const isKnown = "isKnown" in secret ? (await secret.isKnown) === true : false;
  return isKnown ? plain(await new Promise((resolve) => secret.apply(resolve))) : unknownValue;
}
