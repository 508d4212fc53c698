import { type Effect, tableOf } from "./table.js";

const unnoticed: Effect = { level: "none", why: "is not noticed by the server" };
const running: Effect = { level: "online", why: "is kept on the server while it runs" };

/**
 * What the provider keeps on a server over SSH. Nothing of it restarts a server; a command that is
 * replaced has nothing to delete.
 */
export const remoteCommand = tableOf(
  [
    [unnoticed, ["addPreviousOutputInEnv", "delete", "logging"]],
    [running, ["connection", "create", "environment", "stdin", "triggers", "update"]],
  ],
  {},
);
