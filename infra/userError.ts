import { RunError } from "@pulumi/pulumi";
import { InputError } from "../stacks/schema/report/inputError.js";

/** Runs `build`; a mistake in a file becomes an error that the engine prints without a stack. */
export async function userError<Result>(build: () => Promise<Result>): Promise<Result> {
  try {
    return await build();
  } catch (failure) {
    throw failure instanceof InputError ? new RunError(failure.message) : failure;
  }
}
