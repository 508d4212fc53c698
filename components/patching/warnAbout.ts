import * as pulumi from "@pulumi/pulumi";

/** Tells the user what to know of the windows of a patch group. */
export function warnAbout(
  group: string,
  warnings: readonly string[],
  resource: pulumi.Resource,
): void {
  for (const warning of warnings) {
    void pulumi.log.warn(`Patch group ${group}: ${warning}`, resource);
  }
}
