import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Approval, isApproved, refusal } from "../service/time/approvals.js";
import type { LeadTimes } from "../service/time/notice.js";
import { announced } from "./announcements.form.js";
import { type Announced, announcedChanges } from "./announcements.plan.js";

/** What an estate has announced of its windows. */
export interface AnnouncementsArgs {
  /** The patch groups with servers, by the value of their tag. */
  readonly groups: Readonly<Record<string, Announced>>;
}

const kept = z.object({ groups: z.record(z.string(), announced) });

/**
 * The windows of an estate as they were at the last `up`, which is when customers could read of
 * them. A program cannot see what it said before; the hook of this component sees both.
 */
export class Announcements extends pulumi.ComponentResource {
  /** Resolves once the windows were accepted, in previews too. */
  readonly isAccepted: Promise<void>;

  constructor(name: string, args: AnnouncementsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:patching:Announcements", name, { ...args }, opts);
    this.isAccepted = new Promise((resolve) => {
      this.urn.apply(() => resolve());
    });
    this.registerOutputs({ groups: Object.keys(args.groups) });
  }
}

/** What decides whether windows may change. */
export interface NoticeRules {
  /** The planning date, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly lead: LeadTimes;
  readonly approvals: readonly Approval[];
}

/**
 * Hooks for announcements that refuse, in previews and in `up`, changes of windows whose notice
 * period has begun, unless an approval allows them.
 */
export function guardAnnounced(estate: string, rules: NoticeRules): pulumi.ResourceHookBinding {
  const hook = new pulumi.ResourceHook(
    `${estate}-guard-announced`,
    ({ oldInputs, newInputs }) => {
      const [before, after] = [kept.parse(oldInputs), kept.parse(newInputs)];
      const refused = announcedChanges(before.groups, after.groups, rules).filter(
        (notice) => !isApproved(notice, rules.approvals),
      );
      if (refused.length > 0) {
        const lines = refused.map((notice) => `  ${refusal(notice)}`);
        throw new Error([`The estate "${estate}" changes windows too late:`, ...lines].join("\n"));
      }
    },
    { onDryRun: true },
  );
  return { beforeUpdate: [hook] };
}
