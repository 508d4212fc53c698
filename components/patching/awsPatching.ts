import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { boundedName } from "../service/boundedName.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import {
  type AwsPatchGroup,
  isEmergency,
  type PlannedBaseline,
  planBaselines,
  planWindows,
  ringsElsewhere,
} from "./awsPatching.plan.js";
import { createReleaseRunbook, type ReleaseRunbook } from "./awsRelease.js";
import {
  type AwsRingGate,
  markerName,
  type ReleaseContext,
  releaseParameters,
} from "./awsRelease.plan.js";
import type { SsmWindow } from "./compile/awsWindow.js";

/** How an estate's servers on AWS are patched. */
export interface AwsPatchingArgs {
  /** The planning date, `YYYY-MM-DD`: the only clock. */
  readonly asOf: string;
  /** The customer's short name; windows take only servers that carry it as their owner. */
  readonly owner: string;
  /** Twelve digits of the account. */
  readonly account: string;
  readonly region: string;
  /** The patch groups with servers on AWS, by the name that their servers are tagged with. */
  readonly groups: Readonly<Record<string, AwsPatchGroup>>;
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

/** A name that Systems Manager takes: 3 to 128 letters, digits and `_ - .`. */
const ssmName = (...parts: readonly string[]): string => boundedName(parts.join("-"), 128);

/** Machines of a group that are patched at once, and failures after which no more are begun. */
const pace = { maxConcurrency: "25%", maxErrors: "1" };

/** The installation without any condition. */
const installation = {
  taskType: "RUN_COMMAND",
  taskArn: "AWS-RunPatchBaseline",
  taskInvocationParameters: {
    runCommandParameters: {
      parameters: [
        { name: "Operation", values: ["Install"] },
        { name: "RebootOption", values: ["RebootIfNeeded"] },
      ],
    },
  },
};

/** What a window does, with what it is done to. */
interface Task {
  readonly name: string;
  readonly role: string;
  readonly window: ssm.MaintenanceWindow;
  readonly target: ssm.MaintenanceWindowTarget;
  readonly gate: AwsRingGate | undefined;
}

/**
 * Patches an estate's servers on AWS in their groups' windows: for each group a baseline for each
 * operating system, the windows that fire at exactly the schedule's instants, and in each window
 * the installation on every server that carries the group's tag. A group with a gate is patched
 * only where Systems Manager itself finds its test ring well at that time.
 *
 * @example
 * new AwsPatching("chemistry-patching", {
 *   asOf: "2026-11-21", owner: "chemistry", account: "222222222222", region: "eu-central-1",
 *   groups: { production: { schedule, approveAfterDays: 5, products: ["debian-12"] } },
 * });
 */
export class AwsPatching extends pulumi.ComponentResource {
  /** Ids of the windows by group. */
  readonly windowIds: pulumi.Output<Record<string, string[]>>;
  private readonly context: ReleaseContext;
  private readonly runbook: ReleaseRunbook | undefined;
  private readonly child: pulumi.CustomResourceOptions;

  constructor(name: string, args: AwsPatchingArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, ...described } = args;
    super("comanaged:patching:Aws", name, described, opts);
    const { owner, account, region } = args;
    this.context = { name, owner, account, region };
    this.child = { parent: this, ...(hooks && { hooks }) };
    const gated = Object.values(args.groups).some(({ gate }) => gate !== undefined);
    this.runbook = gated ? createReleaseRunbook(this.context, this.child) : undefined;
    for (const { group, ring } of ringsElsewhere(args.groups)) {
      const marker = markerName(this.context, ring);
      const text = `Patch group ${group} is held on AWS until ${marker} tells that ${ring} is well`;
      void pulumi.log.warn(`${text}: servers of ${ring} stand elsewhere.`, this);
    }
    const windowIds: Record<string, pulumi.Output<string>[]> = {};
    for (const [group, planned] of Object.entries(args.groups)) {
      this.createBaselines(name, group, planBaselines(planned));
      windowIds[group] = planWindows(planned, args.asOf).map((window) => {
        const gate = isEmergency(planned, window) ? undefined : planned.gate;
        return this.createWindow(name, group, window, gate);
      });
    }
    this.windowIds = pulumi.output(windowIds);
    this.registerOutputs({ windowIds: this.windowIds });
  }

  private createBaselines(name: string, group: string, baselines: readonly PlannedBaseline[]) {
    for (const { system, approveAfterDays, filters, rejected } of baselines) {
      const role = `${group}-${system.toLowerCase().replaceAll("_", "-")}`;
      const patchFilters = filters.map(({ key, values }) => ({ key, values: [...values] }));
      const baseline = new ssm.PatchBaseline(
        `${name}-baseline-${role}`,
        {
          name: ssmName(name, role),
          description: `Security patches of patch group ${group}`,
          operatingSystem: system,
          approvalRules: [{ approveAfterDays, complianceLevel: "CRITICAL", patchFilters }],
          ...(rejected.length > 0 && {
            rejectedPatches: [...rejected],
            // Blocked ones would fail whatever needs them, such as a client's library.
            rejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
          }),
          tags: this.tags(name, `baseline-${role}`),
        },
        this.child,
      );
      new ssm.PatchGroup(
        `${name}-group-${role}`,
        { patchGroup: group, baselineId: baseline.id },
        this.child,
      );
    }
  }

  private createWindow(
    name: string,
    group: string,
    { key, ...times }: SsmWindow,
    gate: AwsRingGate | undefined,
  ) {
    const role = `${group}-${key}`;
    const window = new ssm.MaintenanceWindow(
      `${name}-window-${role}`,
      {
        name: ssmName(name, role),
        ...times,
        tags: { ...this.tags(name, `window-${role}`), [tagKeys.patchGroup]: group },
      },
      // What is in a window goes with it, so recovery replaces a window that may hold a double.
      { ...this.child, deleteBeforeReplace: true },
    );
    const target = new ssm.MaintenanceWindowTarget(
      `${name}-target-${role}`,
      {
        windowId: window.id,
        name: ssmName(name, group),
        description: idempotencyKey(name, `target-${role}`),
        resourceType: "INSTANCE",
        targets: [
          { key: `tag:${tagKeys.patchGroup}`, values: [group] },
          { key: `tag:${tagKeys.owner}`, values: [this.context.owner] },
        ],
      },
      this.child,
    );
    this.createTask({ name, role, window, target, gate });
    return window.id;
  }

  private createTask({ name, role, window, target, gate }: Task): void {
    new ssm.MaintenanceWindowTask(
      `${name}-task-${role}`,
      {
        windowId: window.id,
        name: ssmName(name, "install"),
        description: idempotencyKey(name, `task-${role}`),
        priority: 1,
        ...pace,
        // Nothing begins in the last hour, so that a restart ends within the window.
        cutoffBehavior: "CANCEL_TASK",
        targets: [{ key: "WindowTargetIds", values: [target.id] }],
        ...this.work(gate),
      },
      // A task that starts before its role has its rights would hold the first window.
      { ...this.child, ...(gate && this.runbook && { dependsOn: [this.runbook.role] }) },
    );
  }

  /** What a window does: the installation, or the runbook that looks at the test ring before. */
  private work(gate: AwsRingGate | undefined) {
    if (gate === undefined || this.runbook === undefined) {
      return installation;
    }
    const parameters = releaseParameters(this.context, gate);
    return {
      taskType: "AUTOMATION",
      taskArn: this.runbook.document.name,
      taskInvocationParameters: {
        automationParameters: { documentVersion: "$DEFAULT", parameters },
      },
    };
  }

  private tags(name: string, role: string): Record<string, string> {
    return { [tagKeys.owner]: this.context.owner, [idempotencyTag]: idempotencyKey(name, role) };
  }
}
