import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { common } from "../common.js";
import { arn } from "../ids.js";
import { accountKinds, there } from "./kinds.js";

/** What finds that something is shared outside; a region has room for one that looks at it all. */
export const analyzer: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "analyzerName") ?? "";
    const others = there(scene, accountKinds.analyzer);
    const refuse = (code: string, text: string) =>
      apiError("AccessAnalyzer", "CreateAnalyzer", code, text);
    if (others.some((other) => other.id === id)) {
      throw refuse("ConflictException", `An analyzer with the name ${id} already exists`);
    }
    if (others.some(({ properties }) => properties["type"] === textAt(inputs, "type"))) {
      throw refuse("ServiceQuotaExceededException", "Maximum number of analyzers reached");
    }
    return { id, outputs: outputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => ({ outputs: outputs(scene, inputs) }),
};

function outputs(scene: Scene, inputs: JsonObject): JsonObject {
  const name = textAt(inputs, "analyzerName") ?? "";
  return { ...common(scene, inputs), arn: arn(scene.place, "access-analyzer", `analyzer/${name}`) };
}
