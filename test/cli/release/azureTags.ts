import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, AzureServer, bodyOf, refuse } from "../azureServer.js";

/** The published shape of `Tags - Update At Scope`. */
const patch = z.strictObject({
  operation: z.enum(["Merge", "Replace", "Delete"]),
  properties: z.strictObject({ tags: z.record(z.string(), z.string()) }),
});

/**
 * The tags of machines as Azure Resource Manager serves them, on a port of this machine. It knows
 * tags at a scope and refuses all else.
 */
export class AzureTags extends AzureServer {
  /** Tags by the lower-case id of a machine. */
  readonly machines = new Map<string, Readonly<Record<string, string>>>();
  readonly patches: { readonly scope: string; readonly body: unknown }[] = [];
  /** Whether writing is refused. */
  readOnly = false;

  protected async answer(incoming: IncomingMessage, url: URL): Promise<Answer> {
    const scope = /^(.+)\/providers\/Microsoft\.Resources\/tags\/default$/.exec(url.pathname)?.[1];
    const key = decodeURIComponent(scope ?? "").toLowerCase();
    const tags = this.machines.get(key);
    if (tags === undefined || (url.searchParams.get("api-version") ?? "") < "2019-10-01") {
      return refuse(404, "ResourceNotFound");
    }
    if (incoming.method === "GET") {
      return { status: 200, body: { properties: { tags } } };
    }
    const asked = patch.safeParse(await bodyOf(incoming));
    if (incoming.method !== "PATCH" || asked.data?.operation !== "Merge") {
      return refuse(400, "BadRequest");
    }
    if (this.readOnly) {
      return refuse(403, "AuthorizationFailed");
    }
    this.patches.push({ scope: key, body: asked.data });
    const merged = { ...tags, ...asked.data.properties.tags };
    this.machines.set(key, merged);
    return { status: 200, body: { properties: { tags: merged } } };
  }
}
