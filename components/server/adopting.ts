import type { CustomResourceOptions } from "@pulumi/pulumi";
import { inputsOf } from "../service/blastRadius/inputsOf.js";

/**
 * Options that take over an object that exists. Every input is as the platform has it, for as long
 * as the id stands there: the engine imports the object and changes nothing.
 */
export function adopting(
  options: CustomResourceOptions,
  token: string,
  id: string | undefined,
): CustomResourceOptions {
  return id === undefined ? options : { ...options, import: id, ignoreChanges: inputsOf(token) };
}
