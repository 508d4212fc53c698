import type { Server } from "node:http";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";

/** Sends to a server on this machine what an SDK of Azure would send there over a safe line. */
export function redirected(server: Server): HttpClient {
  const client = createDefaultHttpClient();
  const address = server.address();
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
