import * as maintenance from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { boundedName } from "../service/boundedName.js";
import { idempotencyTag, releaseTag, tagKeys } from "../service/tags.js";
import {
  type AzurePatchGroup,
  type AzureScope,
  planConfigurations,
  planFilter,
  planPatches,
} from "./azurePatching.plan.js";
import type { AzureRelease } from "./compile/azureReleases.js";
import { warnAbout } from "./warnAbout.js";

/** Azure documents no limit for configurations; its machines and networks take 80 characters. */
const longestName = 80;

/** How an estate's servers on Azure are patched. */
export interface AzurePatchingArgs {
  /** The planning date, `YYYY-MM-DD`: the only clock. */
  readonly asOf: string;
  /** The customer's short name; only servers that carry it as their owner are patched. */
  readonly owner: string;
  /** Location of the servers, such as `germanywestcentral`. */
  readonly location: string;
  /** Name of the resource group of the servers; those of another one are not patched. */
  readonly resourceGroup: string;
  /** The same name once the group is there. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The patch groups with servers on Azure, by the name that their servers are tagged with. */
  readonly groups: Readonly<Record<string, AzurePatchGroup>>;
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

/**
 * Patches an estate's servers on Azure in their groups' windows: for each group the maintenance
 * configurations that fire at exactly the schedule's instants, each assigned in the subscription
 * to every server that carries the group's tag. Servers need the settings of
 * `components/server/azureAccess.ts`, without which Azure patches when it likes.
 *
 * Azure asks nobody whether a test group is well. A group that follows one gets a configuration
 * for each of its next openings, which takes only machines with that opening's date in their tag
 * `PatchRelease`: `comanaged release` writes it, and where it does not run nothing is patched.
 *
 * @example
 * new AzurePatching("library-patching", {
 *   asOf: "2026-11-21", owner: "library", location: "germanywestcentral",
 *   resourceGroup: "co-managed-library", resourceGroupName: group.name,
 *   groups: { public: { schedule, products: ["debian-12"] } },
 * });
 */
export class AzurePatching extends pulumi.ComponentResource {
  /** Ids of the maintenance configurations by group. */
  readonly configurationIds: pulumi.Output<Record<string, string[]>>;
  private readonly args: AzurePatchingArgs;
  private readonly child: pulumi.CustomResourceOptions;

  constructor(name: string, args: AzurePatchingArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, ...described } = args;
    super("comanaged:patching:Azure", name, described, opts);
    this.args = args;
    this.child = { parent: this, ...(hooks && { hooks }) };
    const ids: Record<string, pulumi.Output<string>[]> = {};
    for (const [group, planned] of Object.entries(args.groups)) {
      const { configurations, warnings } = planConfigurations(planned, args.asOf);
      warnAbout(group, warnings, this);
      ids[group] = configurations.map((times) => this.createRun(name, group, planned, times));
    }
    this.configurationIds = pulumi.output(ids);
    this.registerOutputs({ configurationIds: this.configurationIds });
  }

  private createRun(
    name: string,
    group: string,
    planned: AzurePatchGroup,
    { key, release, ...times }: AzureRelease,
  ): pulumi.Output<string> {
    const { owner, location, resourceGroupName } = this.args;
    const role = `${group}-${key}`;
    const platformName = boundedName(`${name}-${role}`, longestName);
    const configuration = new maintenance.MaintenanceConfiguration(
      `${name}-configuration-${role}`,
      {
        resourceGroupName,
        resourceName: platformName,
        location,
        maintenanceScope: "InGuestPatch",
        visibility: "Custom",
        extensionProperties: { InGuestPatchMode: "User" },
        ...times,
        installPatches: planPatches(planned),
        tags: {
          [tagKeys.owner]: owner,
          [tagKeys.patchGroup]: group,
          ...(release !== undefined && { [releaseTag]: release }),
          [idempotencyTag]: idempotencyKey(name, `configuration-${role}`),
        },
      },
      this.child,
    );
    new maintenance.ConfigurationAssignmentsForSubscription(
      `${name}-assignment-${role}`,
      {
        configurationAssignmentName: platformName,
        maintenanceConfigurationId: configuration.id,
        filter: planFilter(group, planned, this.scope(), release),
      },
      this.child,
    );
    return configuration.id;
  }

  private scope(): AzureScope {
    const { owner, location, resourceGroup } = this.args;
    return { owner, location, resourceGroup };
  }
}
