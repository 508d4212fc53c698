import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** What a forge answers, by path and query. */
export type Answers = Readonly<Record<string, unknown>>;

/** A forge on this machine, which answers whoever shows the token and notes what it was asked. */
export interface ForgeServer {
  readonly address: string;
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** Starts a forge that wants its token in the header of that name. */
export async function startForge(
  answers: Answers,
  header: string,
  token: string,
): Promise<ForgeServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ""];
    const status = request.headers[header] !== token ? 401 : answer === undefined ? 404 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? answer : { message: `no ${token}` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${portOf(server)}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("the forge does not listen");
  }
  return address.port;
}
