import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { common } from "../common.js";
import { usableKey } from "../kms.js";
import { accountKinds } from "./kinds.js";

/** What a setting is called, and what is left of it when the provider lets go of it. */
interface Setting {
  readonly id: (scene: Scene, inputs: JsonObject) => string;
  readonly outputs?: (scene: Scene, inputs: JsonObject) => JsonObject;
  /** The value that is left; the setting is gone when absent. */
  readonly left?: JsonObject;
}

const account = ({ place }: Scene) => place.owner;
const region = ({ place }: Scene) => place.region;

/** Something that is merely set: whoever sets it takes over what was set before. */
function setting({ id, outputs = () => ({}), left }: Setting): ResourceBehaviour {
  return {
    create: (scene, inputs) => ({
      id: id(scene, inputs),
      outputs: { ...common(scene, inputs), ...outputs(scene, inputs) },
    }),
    update: (scene, _old, inputs) => ({ outputs: outputs(scene, inputs) }),
    ...(left !== undefined && {
      remove: (_scene: Scene, old: WorldObject) => ({
        ...old,
        properties: { ...old.properties, ...left },
      }),
    }),
  };
}

const passwordDefaults = {
  expirePasswords: false,
  hardExpiry: false,
  maxPasswordAge: 0,
  passwordReusePrevention: 0,
  requireLowercaseCharacters: false,
  requireNumbers: false,
  requireSymbols: false,
  requireUppercaseCharacters: false,
};

/** The settings of an account, by their kind; deleting several of them changes the account. */
export const settings: Readonly<Record<string, ResourceBehaviour>> = {
  [accountKinds.passwords]: setting({
    id: () => "iam-account-password-policy",
    outputs: (_scene, inputs) => ({ ...passwordDefaults, ...inputs }),
  }),
  [accountKinds.contact]: setting({
    id: (_scene, inputs) => textAt(inputs, "alternateContactType") ?? "",
    outputs: (_scene, inputs) => ({ name: textAt(inputs, "name") ?? "" }),
  }),
  [accountKinds.publicBlock]: setting({
    id: account,
    outputs: (scene) => ({ accountId: scene.place.owner }),
  }),
  [accountKinds.rootFeatures]: setting({ id: account }),
  [accountKinds.encryption]: setting({ id: region, left: { enabled: false } }),
  [accountKinds.defaultKey]: {
    ...setting({ id: (_scene, inputs) => textAt(inputs, "keyArn") ?? "" }),
    plan: (scene, inputs) => {
      const keyArn = textAt(inputs, "keyArn") ?? "";
      if (keyArn.startsWith("arn:")) {
        usableKey(scene, keyArn);
      }
    },
  },
  [accountKinds.snapshotBlock]: setting({ id: region, left: { state: "unblocked" } }),
  [accountKinds.imageBlock]: setting({ id: region, left: {} }),
  [accountKinds.metadata]: setting({
    id: region,
    left: { httpTokens: "no-preference", httpEndpoint: "no-preference" },
  }),
  [accountKinds.backupSettings]: setting({
    id: region,
    outputs: (_scene, inputs) => ({
      resourceTypeManagementPreference: inputs["resourceTypeManagementPreference"] ?? {},
    }),
    left: {},
  }),
};
