import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { z } from "zod";
import { redirected } from "../redirected.js";

/** The published shape of `Tags - Update At Scope`. */
const patch = z.strictObject({
  operation: z.enum(["Merge", "Replace", "Delete"]),
  properties: z.strictObject({ tags: z.record(z.string(), z.string()) }),
});

/**
 * The tags of machines as Azure Resource Manager serves them, on a port of this machine. It knows
 * tags at a scope, wants a token and refuses all else.
 */
export class AzureTags {
  /** Tags by the lower-case id of a machine. */
  readonly machines = new Map<string, Readonly<Record<string, string>>>();
  readonly patches: { readonly scope: string; readonly body: unknown }[] = [];
  /** Whether writing is refused. */
  readOnly = false;
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (incoming, outgoing) => {
      const { status, body } = await this.answer(incoming);
      outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    // A client that pauses for seconds, on a busy machine, must not find its connection closed.
    this.server.keepAliveTimeout = 0;
  }

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  async end(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  /** Sends here what the SDK would send to Azure; the SDK gives tokens to no clear connection. */
  get httpClient(): HttpClient {
    return redirected(this.server);
  }

  private async answer(incoming: IncomingMessage) {
    const refuse = (status: number, code: string) => ({
      status,
      body: { error: { code, message: code } },
    });
    const url = new URL(incoming.url ?? "", "http://azure");
    if (incoming.headers.authorization !== "Bearer a-token") {
      return refuse(401, "AuthenticationFailed");
    }
    const scope = /^(.+)\/providers\/Microsoft\.Resources\/tags\/default$/.exec(url.pathname)?.[1];
    const key = decodeURIComponent(scope ?? "").toLowerCase();
    const tags = this.machines.get(key);
    if (tags === undefined || (url.searchParams.get("api-version") ?? "") < "2019-10-01") {
      return refuse(404, "ResourceNotFound");
    }
    if (incoming.method === "GET") {
      return { status: 200, body: { properties: { tags } } };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(Buffer.from(chunk));
    }
    const asked = patch.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
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
