import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { packFolder } from "../../../policies/build.js";
import type { Ground } from "../../engine/ground.js";
import { inputsIn, type Questions, type Said } from "./court.js";
import type { Replayed } from "./replayed.js";
import { inputsOf } from "./schema.js";

/** The file that the replaying program reads. */
export function replayFile(folder: string): string {
  return join(folder, "replayed.json");
}

/** What the rules say when the real engine previews the same resources. */
export async function replay(
  ground: Ground,
  file: string,
  questions: Questions,
): Promise<readonly Said[]> {
  await writeFile(file, JSON.stringify(replayed(questions)));
  const events: EngineEvent[] = [];
  const stack = await ground.open("replay");
  const onEvent = (event: EngineEvent) => events.push(event);
  const failure = await stack.preview({ policyPacks: [packFolder("all")], onEvent }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const said = events.flatMap(({ policyEvent }) =>
    policyEvent?.resourceUrn === undefined
      ? []
      : [
          {
            rule: policyEvent.policyName,
            urn: policyEvent.resourceUrn,
            isMandatory: policyEvent.enforcementLevel === "mandatory",
          },
        ],
  );
  if (failure !== undefined && !said.some(({ isMandatory }) => isMandatory)) {
    throw failure;
  }
  return said;
}

/** The resources of a platform, without those that the engine makes by itself. */
function replayed({ resources, nodes }: Questions): readonly Replayed[] {
  const byUrn = new Map(nodes.map((node) => [node.getUrn(), node]));
  return resources
    .filter((one) => isReplayed(one.getType()))
    .map((one): Replayed => {
      const origins: Record<string, string[]> = {};
      byUrn
        .get(one.getUrn())
        ?.getPropertydependenciesMap()
        .forEach((dependencies, property) => {
          origins[property] = dependencies.getUrnsList();
        });
      const inputs: Record<string, unknown> = Object(inputsIn(one));
      return {
        ...{ urn: one.getUrn(), type: one.getType(), name: one.getName(), inputs, origins },
      };
    });
}

/** Whether resources of the type are registered again: those of platforms, not their providers. */
export function isReplayed(type: string): boolean {
  return inputsOf(type) !== undefined && !type.startsWith("pulumi:");
}

/** What was said, in words that are the same for a stack and its replay. */
export function wordsOf(said: readonly Said[]): readonly string[] {
  const words = said.map(({ rule, urn, isMandatory }) => {
    const [, , types = "", name = ""] = urn.split("::");
    return [rule, types.split("$").at(-1), name, isMandatory ? "mandatory" : "advisory"].join(" ");
  });
  return [...new Set(words)].sort();
}
