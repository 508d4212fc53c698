import * as recovery from "@pulumi/azure-native/recoveryservices";
import { type InvokeOptions, ResourceHook } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { plainInputs } from "../server/plainInputs.js";
import { recordAt, text, type Values } from "../service/patchPath/values.js";
import { shorterSteps } from "./compile/azureRetention.js";

const retentionOf = (inputs: Values) => recordAt(inputs, "properties", "retentionPolicy");

/** Hooks that refuse, in previews too, to have backups kept for less time. */
export interface RetentionGuards {
  /** Before changes of a class's policy. */
  readonly policy: ResourceHook;
  /** Before changes of the servers that have the policy. */
  readonly items: ResourceHook;
}

/** Gives the guards of a class, by its name and the retention of its policy. */
export type GuardsOf = (backupClass: string, retention: Values) => RetentionGuards;

/** The guards of an estate's classes. */
export function guardRetention(stack: string, opts: InvokeOptions): GuardsOf {
  return (backupClass, retention) => ({
    policy: guardPolicy(`${stack}-${backupClass}`),
    items: guardItems(`${stack}-${backupClass}`, retention, opts),
  });
}

function guardPolicy(name: string): ResourceHook {
  return new ResourceHook(
    `${name}-keeps`,
    async ({ name: policy, oldInputs, newInputs }) => {
      const [before, after] = [
        retentionOf(await plainInputs(oldInputs ?? {})),
        retentionOf(await plainInputs(newInputs ?? {})),
      ];
      refuseShorter(`The policy "${policy}"`, before, after);
    },
    { onDryRun: true },
  );
}

function guardItems(name: string, retention: Values, opts: InvokeOptions): ResourceHook {
  return new ResourceHook(
    `${name}-items`,
    async ({ name: item, oldInputs, newInputs }) => {
      const [before, after] = [
        policyIn(await plainInputs(oldInputs ?? {})),
        policyIn(await plainInputs(newInputs ?? {})),
      ];
      const old = before === after ? undefined : await findPolicy(before ?? "", opts);
      if (old !== undefined) {
        refuseShorter(`The class of "${item}"`, retentionOf({ ...old }), retention);
      }
    },
    { onDryRun: true },
  );
}

const policyIn = (inputs: Values) => text(recordAt(inputs, "properties")["policyId"]);

function findPolicy(id: string, opts: InvokeOptions) {
  const [, , , , resourceGroupName = "", , , , vaultName = "", , policyName = ""] = id.split("/");
  return unlessMissing(
    recovery.getProtectionPolicy({ resourceGroupName, vaultName, policyName }, opts),
  );
}

function refuseShorter(what: string, before: Values, after: Values): void {
  const shorter = shorterSteps(before, after);
  if (shorter.length > 0) {
    throw new Error(
      `${what} would keep backups for less time (${shorter.join(", ")}), and Azure refuses that in ` +
        "an immutable vault. Write a class that keeps them as long as the one before.",
    );
  }
}
