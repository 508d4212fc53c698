import { createHash } from "node:crypto";
import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import { isObject, type Json, type JsonObject, objectAt, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { common, kinds, one } from "./common.js";
import { arn } from "./ids.js";

/** The content of a document, parsed where it is JSON. */
function contentOf(operation: string, inputs: JsonObject): JsonObject {
  if ((textAt(inputs, "documentFormat") ?? "JSON") !== "JSON") {
    return {};
  }
  try {
    const content: Json = JSON.parse(textAt(inputs, "content") ?? "");
    if (isObject(content)) {
      return content;
    }
  } catch {
    // What is no JSON is refused like what is no object.
  }
  throw apiError("SSM", operation, "InvalidDocumentContent", "The content is not valid JSON");
}

function refuseOtherSchema(operation: string, inputs: JsonObject, content: JsonObject): void {
  const version = textAt(content, "schemaVersion");
  const runbook = textAt(inputs, "documentType") === "Automation";
  if (runbook && version !== undefined && version !== "0.3") {
    const text = `Schema version ${version} is not supported for documents of type Automation`;
    throw apiError("SSM", operation, "InvalidDocumentSchemaVersion", text);
  }
}

function described(scene: Scene, operation: string, inputs: JsonObject, version: number) {
  const content = contentOf(operation, inputs);
  refuseOtherSchema(operation, inputs, content);
  const number = String(version);
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "ssm", `document/${textAt(inputs, "name") ?? ""}`),
    createdDate: scene.world.now(),
    description: textAt(content, "description") ?? "",
    ...{ defaultVersion: number, documentVersion: number, latestVersion: number },
    hash: createHash("sha256")
      .update(textAt(inputs, "content") ?? "")
      .digest("hex"),
    hashType: "Sha256",
    owner: scene.place.owner,
    parameters: Object.entries(objectAt(content, "parameters")).map(([name, parameter]) => ({
      name,
      type: (isObject(parameter) && textAt(parameter, "type")) || "String",
      description: (isObject(parameter) && textAt(parameter, "description")) || "",
    })),
    platformTypes: ["Windows", "Linux", "MacOS"],
    schemaVersion: textAt(content, "schemaVersion") ?? "",
    status: "Active",
  };
}

/** A document of Systems Manager: its name exists once in an account and region. */
export const ssmDocument: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "name") ?? "";
    if (one(scene, kinds.document, id)) {
      const text = "Document with same name already exists";
      throw apiError("SSM", "CreateDocument", "DocumentAlreadyExists", text);
    }
    return { id, outputs: described(scene, "CreateDocument", inputs, 1) };
  },
  update: (scene, old, inputs) => {
    const before = Number(textAt(old.properties, "latestVersion") ?? "1");
    return { outputs: described(scene, "UpdateDocument", inputs, before + 1) };
  },
};

const getDocument: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "name") ?? "";
  const found = one(scene, kinds.document, name);
  if (found === undefined) {
    const text = `Document with name ${name} does not exist.`;
    throw apiError("SSM", "GetDocument", "InvalidDocument", text);
  }
  const { properties } = found;
  return {
    id: name,
    name,
    arn: textAt(properties, "arn") ?? "",
    content: textAt(properties, "content") ?? "",
    documentFormat: textAt(properties, "documentFormat") ?? "JSON",
    documentType: textAt(properties, "documentType") ?? "",
    region: scene.place.region,
  };
};

/** What programs ask about documents by name. */
export const documentFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:ssm/getDocument:getDocument": getDocument,
};
