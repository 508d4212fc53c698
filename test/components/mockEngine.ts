import * as pulumi from "@pulumi/pulumi";
import { makePromisesLean } from "../../infra/leanPromises.js";

makePromisesLean();

/**
 * Stands in for the engine. Functions answer with what they are asked, unless `call` says otherwise.
 *
 * @param newResource what becomes of a resource that is registered
 */
export function mockEngine({
  newResource,
  call = ({ inputs }) => inputs,
}: Pick<pulumi.runtime.Mocks, "newResource"> & Partial<pulumi.runtime.Mocks>): Promise<void> {
  return pulumi.runtime.setMocks({ newResource, call });
}
