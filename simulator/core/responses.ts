import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { DiffAnswer } from "./answers.js";
import type { Change } from "./diff.js";
import { redact, secretTexts } from "./secrets.js";
import type { Problem } from "./validate.js";
import { type Decoded, encodeStruct } from "./wire.js";

export function encode({ value, secrets }: Decoded) {
  return encodeStruct(value, secrets);
}

/** The checked inputs and what is wrong with them, without the values of secrets. */
export function checkResponse(inputs: Decoded, problems: readonly Problem[]): proto.CheckResponse {
  const secrets = secretTexts(inputs);
  const failures = problems.map(({ property, reason }) =>
    new proto.CheckFailure().setProperty(property).setReason(redact(reason, secrets)),
  );
  return new proto.CheckResponse().setInputs(encode(inputs)).setFailuresList(failures);
}

export function diffResponse({ changes, deleteBeforeReplace }: DiffAnswer): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const replaces = changes.filter((change) => change.replace);
  const response = new proto.DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true)
    .setDiffsList(topOf(changes))
    .setReplacesList(topOf(replaces));
  for (const change of changes) {
    const diff = new proto.PropertyDiff().setKind(kindOf(change)).setInputdiff(true);
    response.getDetaileddiffMap().set(change.path, diff);
  }
  return response;
}

function kindOf({ kind, replace }: Change): proto.PropertyDiff.Kind {
  const kinds = proto.PropertyDiff.Kind;
  switch (kind) {
    case "add":
      return replace ? kinds.ADD_REPLACE : kinds.ADD;
    case "delete":
      return replace ? kinds.DELETE_REPLACE : kinds.DELETE;
    case "update":
      return replace ? kinds.UPDATE_REPLACE : kinds.UPDATE;
  }
}

/** The top-level properties of the changes, each once. */
function topOf(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(/[.[]/, 1)[0] ?? path))];
}
