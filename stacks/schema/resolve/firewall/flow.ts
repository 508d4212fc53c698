import type { Responsible } from "../../../../components/service/access/access.js";
import {
  type Flow,
  type PortRange,
  portText,
} from "../../../../components/service/firewall/flow.js";
import { doPortsMeet } from "../../../../components/service/firewall/overlap.js";
import { flow } from "../../firewall.js";
import { entriesOf } from "../../inspect/draft.js";
import type { Path, Report } from "../../report/finding.js";
import { type Names, resolvePeers } from "./peers.js";

/** The flow with its networks; undefined when anything is faulty, which is reported. */
export function resolveFlow(
  name: string,
  raw: unknown,
  { names, responsible }: { readonly names: Names; readonly responsible: Responsible },
  path: Path,
  report: Report,
): Flow | undefined {
  const sides = ["from", "to"].filter((key) => entriesOf(raw).has(key));
  if (entriesOf(raw).size > 0 && sides.length !== 1) {
    report({
      path: sides.length === 0 ? path : [...path, "to"],
      at: "key",
      message: sides.length === 0 ? "has no other side" : 'stands beside "from"',
      allowed: "from, or to",
      fix: sides.length === 0 ? "Add, for example, from: [10.20.0.0/16]." : "Make two flows of it.",
    });
  }
  const { data } = flow.safeParse(raw);
  if (data === undefined) {
    return undefined;
  }
  const ports = resolvePorts(data.ports, [...path, "ports"], report);
  const direction = data.from === undefined ? "out" : "in";
  const side = direction === "in" ? "from" : "to";
  const peers = resolvePeers(data[side] ?? [], names, [...path, side], report);
  return ports === undefined || peers === undefined || sides.length !== 1
    ? undefined
    : {
        name,
        direction,
        protocol: data.protocol,
        ports,
        peers,
        purpose: data.purpose,
        responsible,
      };
}

function resolvePorts(
  entries: readonly (number | string)[],
  path: Path,
  report: Report,
): readonly PortRange[] | undefined {
  const read = entries.map(rangeOf);
  let faulty = false;
  for (const [index, range] of read.entries()) {
    const twin = read.slice(0, index).find((other) => doPortsMeet(range, other));
    if (
      range.from >= range.to
        ? range.from !== range.to || typeof entries[index] !== "number"
        : range.to > 65_535
    ) {
      faulty = true;
      report({
        path: [...path, String(index)],
        at: "value",
        message: `${entries[index]} is not a range of ports`,
        allowed: "a lower port and a higher one, at most 65535",
        fix: "Write the lower one first; a single port stands alone.",
      });
    } else if (twin !== undefined) {
      faulty = true;
      report({
        path: [...path, String(index)],
        at: "value",
        message: `${entries[index]} meets ${portText(twin)}`,
        allowed: "each port once",
        fix: "Join the two, or remove one.",
      });
    }
  }
  return faulty ? undefined : read.toSorted((a, b) => a.from - b.from);
}

function rangeOf(entry: number | string): PortRange {
  const [from = 0, to = from] = String(entry).split("-").map(Number);
  return { from, to };
}
