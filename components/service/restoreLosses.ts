import type { Loss, RegisteredServer } from "./register.js";

/** A backup counts at a birth: a server that is there in its generation does not start from it. */
export function restoreLosses(name: string, was: RegisteredServer, is: RegisteredServer): Loss[] {
  if (
    is.restored === undefined ||
    is.restored.point === was.restored?.point ||
    is.generation !== was.generation
  ) {
    return [];
  }
  const message =
    `the server is there, and only one that is born starts from ${is.restored.point}. Restore it ` +
    `in place with "generation: ${was.generation + 1}", or beside it under another name.`;
  return [{ path: `servers.${name}`, message }];
}
