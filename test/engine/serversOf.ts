import { serversOf as made, readWorld } from "../../simulator/inspect.js";

/** A server of the simulated world. */
export interface WorldServer {
  readonly name: string;
  readonly platform: string;
  readonly id: string;
}

/** The servers that exist in a world, in the order of their names. */
export function serversOf(world: string): WorldServer[] {
  return made(readWorld(world))
    .filter(({ properties }) => properties["instanceState"] !== "terminated")
    .map(({ platform, id, properties }) => ({ name: nameOf(properties), platform, id }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nameOf(properties: Readonly<Record<string, unknown>>): string {
  const { name, tags } = properties;
  const tagged = typeof tags === "object" && tags !== null && "Name" in tags ? tags.Name : "";
  return String(name ?? tagged);
}
