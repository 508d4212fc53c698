import assert from "node:assert/strict";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";

/** The machines of a name in a world; templates are not asked for. */
export function machinesNamed(world: string, name: string): SeenObject[] {
  return readWorld(world).objects.filter(
    ({ kind, properties }) =>
      /:(Instance|VirtualMachine)$/.test(kind) &&
      (properties["name"] === name || nameTag(properties) === name),
  );
}

/** The one machine of a name. */
export function machineNamed(world: string, name: string): SeenObject {
  const [machine, ...others] = machinesNamed(world, name);
  assert.ok(machine !== undefined && others.length === 0, `there is not one ${name}`);
  return machine;
}

function nameTag({ tags }: SeenObject["properties"]): unknown {
  return typeof tags === "object" && tags !== null && "Name" in tags ? tags["Name"] : undefined;
}
