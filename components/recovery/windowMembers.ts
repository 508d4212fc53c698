import { type ObjectInputs, text } from "./finder.js";

/** A maintenance window of Systems Manager. */
const window = "aws:ssm/maintenanceWindow:MaintenanceWindow";

/**
 * What stands in a maintenance window. It carries no tag and no look-up tells of it, so nobody can
 * say whether an interrupted run created one. It goes with its window, though: in a window of
 * this very run there is none, and a window of an earlier run is replaced to be rid of it.
 */
const members: ReadonlySet<string> = new Set([
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
]);

/** Whether an object stands in a maintenance window. */
export function isWindowMember(token: string): boolean {
  return members.has(token);
}

/** Remembers the windows that a run creates. */
export class FreshWindows {
  private readonly ids = new Set<string>();

  /** Takes note of what was created. */
  note(token: string, id: string): void {
    if (token === window) {
      this.ids.add(id);
    }
  }

  /** The window of an earlier run in which a member is about to be created. */
  olderWindow(token: string, inputs: ObjectInputs): string | undefined {
    const id = text(inputs, "windowId");
    return isWindowMember(token) && id !== undefined && !this.ids.has(id) ? id : undefined;
  }
}
