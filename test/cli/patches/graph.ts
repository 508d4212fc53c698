import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { z } from "zod";
import { redirected } from "../redirected.js";

/** A row of a table of Azure Resource Graph. */
export interface GraphRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The published shape of the request body of `Resources - Resources`, 2021 and later. */
const request = z.strictObject({
  subscriptions: z.array(z.uuid()).min(1),
  query: z.string(),
  options: z.strictObject({
    resultFormat: z.literal("objectArray"),
    $skipToken: z.string().optional(),
  }),
});

const form =
  /^(\w+) \| where type =~ '([^']+)'(?: and (?:tags\['(\w+)'\] == '([^']*)'|properties\.(\w+) =~ '([^']+)'))? \| project id, name, properties \| order by id asc$/;

/**
 * Azure Resource Graph on a port of this machine. It evaluates the little of Kusto that is asked
 * of it and refuses all else, hands out pages, wants a token and can ask to be asked later.
 */
export class Graph {
  readonly tables: Record<string, readonly GraphRow[]> = {};
  pageSize = 1000;
  /** How many of the next requests are throttled. */
  throttled = 0;
  requests = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (incoming, outgoing) => {
      const { status, body } = await this.answer(incoming);
      const headers = { "content-type": "application/json", "retry-after": "0" };
      outgoing.writeHead(status, headers).end(JSON.stringify(body));
    });
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
    this.requests += 1;
    const refuse = (status: number, code: string) => ({
      status,
      body: { error: { code, message: code } },
    });
    const url = new URL(incoming.url ?? "", "http://azure");
    if (incoming.headers.authorization !== "Bearer a-token") {
      return refuse(401, "AuthenticationFailed");
    }
    if (this.throttled > 0) {
      this.throttled -= 1;
      return refuse(429, "RateLimiting");
    }
    const version = url.searchParams.get("api-version") ?? "";
    if (url.pathname !== "/providers/Microsoft.ResourceGraph/resources" || version < "2021-03-01") {
      return refuse(404, "NotFound");
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(Buffer.from(chunk));
    }
    const asked = request.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    const parts = form.exec(asked.data?.query ?? "");
    if (!asked.success || parts === null) {
      return refuse(400, "BadRequest");
    }
    return { status: 200, body: this.page(parts, asked.data.options.$skipToken) };
  }

  private page([, table = "", ...conditions]: RegExpExecArray, skipToken: string | undefined) {
    const [type = "", tag, tagged, property, value] = conditions;
    const rows = (this.tables[table] ?? [])
      .filter((row) => row.type.toLowerCase() === type)
      .filter((row) => tag === undefined || row.tags?.[tag] === tagged)
      .filter((row) => property === undefined || row.properties[property] === value)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const first = Number(skipToken ?? 0);
    const data = rows
      .slice(first, first + this.pageSize)
      .map(({ id, name, properties }) => ({ id, name, properties }));
    const next = first + this.pageSize;
    return {
      ...{ totalRecords: rows.length, count: data.length, data, facets: [] },
      resultTruncated: "false",
      ...(next < rows.length && { $skipToken: String(next) }),
    };
  }
}
