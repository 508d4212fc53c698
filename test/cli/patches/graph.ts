import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, AzureServer, bodyOf, refuse } from "../azureServer.js";

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
 * of it and refuses all else, hands out pages and can ask to be asked later.
 */
export class Graph extends AzureServer {
  readonly tables: Record<string, readonly GraphRow[]> = {};
  pageSize = 1000;
  /** How many of the next requests are throttled. */
  throttled = 0;
  /** How many requests had a token. */
  requests = 0;

  protected async answer(incoming: IncomingMessage, url: URL): Promise<Answer> {
    this.requests += 1;
    if (this.throttled > 0) {
      this.throttled -= 1;
      return refuse(429, "RateLimiting");
    }
    const version = url.searchParams.get("api-version") ?? "";
    if (url.pathname !== "/providers/Microsoft.ResourceGraph/resources" || version < "2021-03-01") {
      return refuse(404, "NotFound");
    }
    const asked = request.safeParse(await bodyOf(incoming));
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
