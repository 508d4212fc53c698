import * as pulumi from "@pulumi/pulumi";
import { awsFinders } from "./awsFinders.js";
import { azureFinders } from "./azureFinders.js";
import type { Finder, Found, Scope } from "./finder.js";
import { vsphereFinders } from "./vsphereFinders.js";
import { FreshWindows } from "./windowMembers.js";

/** Finders for every object that the components create and that can be found again. */
export const finders: Readonly<Record<string, Finder>> = {
  ...awsFinders,
  ...azureFinders,
  ...vsphereFinders,
};

/**
 * Hooks that refuse a create when an object of an interrupted run, or a stranger's, stands in
 * its place already: `pulumi up` after a crash never doubles an object. They run only in an
 * update, never in a preview.
 */
export function guardCreates(name: string, scope: Scope): pulumi.ResourceHookBinding {
  const windows = new FreshWindows();
  const guard = new pulumi.ResourceHook(`${name}-guard-creates`, async (args) => {
    const finder = finders[args.type];
    const older = windows.olderWindow(args.type, args.newInputs ?? {});
    if (older !== undefined) {
      throw new Error(
        `"${args.name}" may exist already in ${older}, a window of an earlier run. ` +
          `Run "npx comanaged recover ${pulumi.getStack()}" to have the window replaced.`,
      );
    }
    if (finder !== undefined && args.newInputs !== undefined) {
      refuse(args.name, await finder(args.newInputs, scope));
    }
  });
  const note = new pulumi.ResourceHook(`${name}-note-windows`, ({ type, id }) =>
    windows.note(type, id),
  );
  return { beforeCreate: [guard], afterCreate: [note] };
}

function refuse(name: string, found: Found): void {
  if (found.kind === "ours") {
    throw new Error(
      `"${name}" exists already (${found.id}): an earlier run was interrupted after it was created. ` +
        `Run "npx comanaged recover ${pulumi.getStack()}" to bring it back under management.`,
    );
  }
  if (found.kind === "stranger") {
    throw new Error(
      `"${name}" cannot be created: ${found.what} stands in its place and is not ours. ` +
        "It was not touched. Rename the new object, or have the other one removed by its owner.",
    );
  }
}
