import { z } from "zod";
import { protocols } from "../../components/service/firewall/flow.js";
import { choice } from "./fields/choice.js";
import { peer, ports } from "./fields/flow.js";
import { line, name } from "./fields/text.js";
import { hinted } from "./report/hint.js";

const listed = <T extends z.ZodType>(element: T, noun: string, example: string) =>
  hinted(z.array(element).min(1).max(100), {
    noun,
    expected: "one to a hundred entries",
    example,
    refusal: (value) => `${Array.isArray(value) ? value.length : "no"} entries are given`,
  });

const traffic = {
  protocol: choice("a protocol", protocols).describe("The protocol: tcp or udp."),
  ports: listed(ports, "a list of ports", "[443]").describe(
    "Ports at the side that is called, such as [443, 8000-8100].",
  ),
  purpose: line.describe("What it is for, as the request to the firewall's owners prints it."),
};

const sides = { oneOf: [{ required: ["from"] }, { required: ["to"] }] };

/** Traffic that a server needs. */
export const flow = z
  .strictObject({
    ...traffic,
    from: listed(peer, "a list of sources", "[10.20.0.0/16]")
      .describe(
        "Who may call: networks, addresses, servers of this estate, networks of the catalog, sets of this estate, or internet.",
      )
      .optional(),
    to: listed(peer, "a list of destinations", "[10.20.0.0/16]")
      .describe("In place of `from`: whom the server calls, in the same words.")
      .optional(),
  })
  .meta(sides)
  .describe("Traffic that a server needs.");

/** The traffic of a server by name. */
export const serverFirewall = z
  .record(name, flow)
  .describe(
    "What is let in, and what has to get out through other firewalls; everything else that comes in is refused. Left to the platform when absent.",
  );

/** Networks and addresses. */
export const addressSet = listed(peer, "a list of networks", "[10.20.0.0/16]").describe(
  "Networks and addresses.",
);

/** Names for networks and addresses, to be used by flows. */
export const addressSets = z
  .record(name, addressSet)
  .describe("Networks and addresses by a name that flows use.");

/** What the provider needs at every server with a firewall. */
export const providerFirewall = z
  .strictObject({
    management: addressSet.describe(
      "The networks from which the provider and its automation come in.",
    ),
    flows: z
      .record(name, flow)
      .default({})
      .describe("Further traffic of the provider, such as monitoring, patches and backups."),
  })
  .describe("What the provider needs at every server with a firewall.");
