import type { FunctionBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { accountKinds, there } from "./kinds.js";

/** How Cloud Control finds an object of a type by what it calls its identifier. */
const types: Readonly<Record<string, (scene: Scene, id: string) => WorldObject | undefined>> = {
  "AWS::AccessAnalyzer::Analyzer": (scene, id) =>
    there(scene, accountKinds.analyzer).find(({ properties }) => properties["arn"] === id),
  "AWS::CloudTrail::Trail": (scene, id) =>
    there(scene, accountKinds.trail).find(({ properties }) => properties["name"] === id),
};

/** Types that exist and that Cloud Control cannot read. */
const unreadable = ["AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel"];

const getResource: FunctionBehaviour = (scene, args) => {
  const [typeName, identifier] = [textAt(args, "typeName") ?? "", textAt(args, "identifier") ?? ""];
  const refuse = (code: string, text: string) =>
    apiError("CloudControl", "GetResource", code, text);
  const find = types[typeName];
  if (find === undefined) {
    const code = unreadable.includes(typeName)
      ? "UnsupportedActionException"
      : "TypeNotFoundException";
    throw refuse(code, `Resource type ${typeName} does not support READ action`);
  }
  const found = find(scene, identifier);
  if (found === undefined) {
    const text = `Resource of type '${typeName}' with identifier '${identifier}' was not found.`;
    throw refuse("ResourceNotFoundException", text);
  }
  const properties: JsonObject = { Name: found.id, Arn: found.properties["arn"] ?? "" };
  return {
    id: identifier,
    identifier,
    properties: JSON.stringify(properties),
    region: scene.place.region,
    typeName,
  };
};

/** What programs ask of the service that knows most types. */
export const cloudControlFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:cloudcontrol/getResource:getResource": getResource,
};
