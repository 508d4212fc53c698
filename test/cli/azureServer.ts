import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";

/** What a service of Azure answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Says no as Azure does. */
export const refuse = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: code } },
});

/** A service of Azure on a port of this machine. It wants a token. */
export abstract class AzureServer {
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (incoming, outgoing) => {
      const { status, body } =
        incoming.headers.authorization === "Bearer a-token"
          ? await this.answer(incoming, new URL(incoming.url ?? "", "http://azure"))
          : refuse(401, "AuthenticationFailed");
      const headers = { "content-type": "application/json", "retry-after": "0" };
      outgoing.writeHead(status, headers).end(JSON.stringify(body));
    });
    // A client that pauses for seconds, on a busy machine, must not find its connection closed.
    this.server.keepAliveTimeout = 0;
  }

  protected abstract answer(incoming: IncomingMessage, url: URL): Promise<Answer>;

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
    const client = createDefaultHttpClient();
    const address = this.server.address();
    if (address === null || typeof address === "string") {
      throw new Error("the server has not started");
    }
    const { port } = address;
    return {
      sendRequest: async (wanted) => {
        const { pathname, search } = new URL(wanted.url);
        wanted.url = `http://127.0.0.1:${port}${pathname}${search}`;
        wanted.allowInsecureConnection = true;
        return client.sendRequest(wanted);
      },
    };
  }
}

/** What a request carries, as JSON. */
export async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(Buffer.from(chunk));
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}
