import { z } from "zod";
import { hinted } from "./report/hint.js";

const wsusServer = hinted(
  z.string().regex(/^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?$/),
  {
    noun: "the address of a WSUS server",
    expected: "https:// with the name of the server and perhaps a port, and nothing behind it",
    example: "https://wsus.example.edu:8531",
    mend: (text) =>
      text
        .toLowerCase()
        .replace(/^http:/, "https:")
        .replace(/\/$/, ""),
  },
);

/** Where Windows servers that patch themselves get their updates. */
export const windowsUpdate = z
  .strictObject({
    wsusServer: wsusServer.describe(
      "The provider's WSUS, over TLS; its groups of computers are called OWNER-PATCHGROUP.",
    ),
  })
  .describe("Where Windows servers that patch themselves get updates; Microsoft when absent.");
