import type { AdminPort } from "../../components/service/firewall/adminPorts.js";
import { isInternet } from "../../components/service/firewall/internet.js";
import { parseRange, type Range } from "../../components/service/firewall/ranges.js";
import type { Field } from "../framework/field.js";
import type { Permission } from "./permission.js";
import { reaches } from "./ports.js";

/** Who reaches a port, and the paths of the permissions that decide it. */
export interface Exposure {
  readonly verdict: "closed" | "open" | "undetermined";
  readonly because: readonly string[];
}

/**
 * Whether the permissions together open the port to the Internet. They are open when those that
 * certainly count suffice; they are undetermined when those that depend on unknown values could
 * make them so.
 */
export function judgePort(permissions: readonly Permission[], port: AdminPort): Exposure {
  const sure = permissions.filter((permission) => reaches(permission, port) === "yes");
  const possible = permissions.filter((permission) => reaches(permission, port) !== "no");
  if (isInternet(sure.flatMap(knownRanges))) {
    return { verdict: "open", because: pathsOf(sure.filter((p) => knownRanges(p).length > 0)) };
  }
  const dark = possible.filter(hasUnknownSource);
  if (dark.length > 0 || isInternet(possible.flatMap(knownRanges))) {
    return { verdict: "undetermined", because: pathsOf(dark.length > 0 ? dark : possible) };
  }
  return { verdict: "closed", because: [] };
}

/** The sources of permissions for any of the ports that are no address ranges and no lists. */
export function malformedSources(
  permissions: readonly Permission[],
  ports: readonly AdminPort[],
): readonly Field[] {
  return permissions
    .filter((permission) => ports.some((port) => reaches(permission, port) !== "no"))
    .flatMap(({ ranges, prefixLists }) => [
      ...ranges.filter((field) => field.state === "known" && rangeOf(field) === undefined),
      ...prefixLists.filter(isMalformed),
    ]);
}

function knownRanges({ ranges }: Permission): readonly Range[] {
  return ranges.flatMap((field) => rangeOf(field) ?? []);
}

/** Prefix lists count as unknown: their entries are in another resource or at Amazon. */
function hasUnknownSource({ ranges, prefixLists }: Permission): boolean {
  return (
    prefixLists.some((list) => !isMalformed(list)) ||
    ranges.some(({ state }) => state === "unknown")
  );
}

function isMalformed(field: Field): boolean {
  return field.text().state === "wrongType";
}

function rangeOf(field: Field): Range | undefined {
  const text = field.text();
  return text.state === "known" ? parseRange(text.value) : undefined;
}

function pathsOf(permissions: readonly Permission[]): readonly string[] {
  return permissions.map(({ path }) => path).filter((path) => path !== "");
}
