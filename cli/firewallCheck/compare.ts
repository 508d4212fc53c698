import { z } from "zod";
import { windowsFirewall } from "../../components/access/firewall.js";
import type { Flow } from "../../components/service/firewall/flow.js";
import { isRetired } from "../../components/service/retirement.js";
import type { Estate, ResolvedServer } from "../../stacks/schema/model.js";
import type { Place, Places } from "../../stacks/schema/places.js";
import { type Ask, oneLine } from "../guests/asking.js";
import { inTurn } from "../guests/inTurn.js";
import { messageOf } from "../stack/run.js";

/** What a Windows server's own firewall is, held against what its estate declares. */
export interface ComparedFirewall {
  readonly server: string;
  readonly standing: "as-declared" | "differs" | "undeclared" | "undetermined";
  readonly differences: readonly Difference[];
  /** Why nothing is known; with `undetermined` only. */
  readonly reason?: string;
}

/** One thing that is not as declared. */
export interface Difference {
  /** Where it is, or would be, declared. */
  readonly place: Place;
  /** Name of the flow or of the rule on the server. */
  readonly rule: string;
  readonly kind: "missing" | "different" | "extra";
}

/** Servers that are asked at once. */
const atOnce = 16;

const names = z.array(z.string().transform(oneLine));

/** What the section `firewall` of a Windows server's program answers. */
const answer = z.object({ missing: names, different: names, extra: names });

/**
 * Asks the Windows servers of an estate which of their rules are not as declared; nothing is
 * changed. One that cannot be reached is undetermined, and hides no other's answer.
 */
export function comparedFirewalls(
  { servers }: Estate,
  places: Places,
  ask: Ask,
): Promise<readonly ComparedFirewall[]> {
  const own = servers.filter((server) => server.os === "windows" && !isRetired(server));
  return inTurn(own, atOnce, (server) => compared(server, places, ask));
}

async function compared(
  { name: server, firewall }: ResolvedServer,
  places: Places,
  ask: Ask,
): Promise<ComparedFirewall> {
  if (firewall === undefined) {
    return { server, standing: "undeclared", differences: [] };
  }
  try {
    const { data } = answer.safeParse(await ask(server, "firewall", windowsFirewall(firewall)));
    if (data === undefined) {
      return undetermined(server, "its firewall cannot be read from its answer");
    }
    const differences = differencesIn(data, firewall).map(({ kind, rule }) => ({
      place: places(["servers", server, "firewall", ...(kind === "extra" ? [] : [rule])]),
      ...{ kind, rule },
    }));
    return { server, standing: differences.length > 0 ? "differs" : "as-declared", differences };
  } catch (failure) {
    return undetermined(server, messageOf(failure));
  }
}

function undetermined(server: string, reason: string): ComparedFirewall {
  return { server, standing: "undetermined", differences: [], reason };
}

function differencesIn(
  { missing, different, extra }: z.infer<typeof answer>,
  flows: readonly Flow[],
) {
  const going = new Set(flows.flatMap(({ name, direction }) => (direction === "out" ? name : [])));
  const all = (kind: Difference["kind"], rules: readonly string[]) =>
    rules.map((rule) => ({ kind, rule }));
  return [
    // Windows lets out what no rule blocks.
    ...all(
      "missing",
      missing.filter((rule) => !going.has(rule)),
    ),
    ...all("different", different),
    ...all("extra", extra),
  ];
}
