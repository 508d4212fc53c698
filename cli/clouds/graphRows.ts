import type { ResourceGraphClient } from "@azure/arm-resourcegraph";
import type { z } from "zod";

/** All rows of a query, page by page. The order makes pages neither overlap nor leave gaps. */
export async function graphRows<Row extends z.ZodType>(
  client: ResourceGraphClient,
  subscription: string,
  row: Row,
  table: string,
): Promise<z.output<Row>[]> {
  const query = `${table} | project id, name, properties | order by id asc`;
  const all: z.output<Row>[] = [];
  let skipToken: string | undefined;
  do {
    const answer = await client.resources({
      subscriptions: [subscription],
      query,
      options: { resultFormat: "objectArray", ...(skipToken !== undefined && { skipToken }) },
    });
    // The SDK takes the list of rows for a dictionary with their numbers as its keys.
    all.push(...row.array().parse(Object.values(answer.data)));
    skipToken = answer.skipToken;
  } while (skipToken !== undefined);
  return all;
}
