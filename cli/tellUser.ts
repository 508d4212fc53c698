import { CommandError } from "@pulumi/pulumi/automation/errors.js";
import { RemoteFailure } from "../components/remote/failure.js";
import { CannotStart } from "../simulator/core/cannotStart.js";
import { InputError } from "../stacks/schema/report/inputError.js";
import { EngineMissing } from "./engine/engine.js";
import { RecoveryRefused } from "./recover/recover.js";
import { messageOf, RunFailure } from "./stack/run.js";

/** Failures whose message was written for the user and needs no stack trace. */
const forUsers = [
  ...[CannotStart, EngineMissing, InputError],
  ...[RecoveryRefused, RemoteFailure, RunFailure],
];

/** Whether a failure is one whose message was written for the user. */
export function isForUser(failure: unknown): failure is Error {
  return failure instanceof Error && forUsers.some((kind) => failure instanceof kind);
}

/** Prints why a command failed and makes the process end with status 1. */
export function tellUser(failure: unknown): void {
  console.error(toldOf(failure));
  process.exitCode = 1;
}

/** The message that was written for the user, what the engine said, or a defect with its stack. */
function toldOf(failure: unknown): unknown {
  if (failure instanceof CommandError) {
    return messageOf(failure);
  }
  return isForUser(failure) ? failure.message : failure;
}
