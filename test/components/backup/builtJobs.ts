import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { demandedJobs } from "../../../components/backup/backupServerJobs.plan.js";
import { Server } from "../../../components/index.js";
import { idempotencyKey } from "../../../components/recovery/idempotencyKey.js";
import type { BackupFacts } from "../../../components/service/backupPath/node.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { describe as descriptionOf } from "../../../infra/estate.js";
import { backUpOnPremises, jobsOf as plannedJobs } from "../../../infra/serverBackups.js";
import type { Catalog, Estate } from "../../../stacks/schema/model.js";
import { mockEngine } from "../mockEngine.js";
import { onVsphere } from "../patching/builtEstate.js";

/** The servers of an estate on vSphere and the jobs of their backups, as they are registered. */
export async function builtJobs(estate: Estate, catalog: Catalog) {
  const made: PatchNode[] = [];
  const machines = new Map<string, PatchNode>();
  pulumi.runtime.setAllConfig({ "comanaged:backupServerPassword": "canary-password" });
  await mockEngine({
    newResource: ({ type, name, inputs }) => {
      const urn = `urn:pulumi:stack::project::${type}::${name}`;
      const { stdin } = inputs;
      made.push({
        ...{ urn, type, name, id: `${name}-id` },
        inputs: { ...inputs, ...(stdin && { stdin: revealed(stdin) }) },
      });
      return { id: `${name}-id`, state: { ...inputs, uuid: `${name}-id`, moid: `vm-${name}` } };
    },
  });
  const objectIds = new Map<string, pulumi.Output<string>>();
  for (const server of estate.servers.filter(({ platform }) => platform === "vsphere")) {
    const placement = onVsphere(server.os);
    const { managedObjectId } = new Server(server.name, { ...descriptionOf(server), placement });
    if (managedObjectId !== undefined) {
      objectIds.set(server.name, managedObjectId);
    }
  }
  backUpOnPremises(estate, catalog, objectIds);
  await pulumi.runtime.disconnect();
  for (const node of made) {
    machines.set(node.name.replace(/-machine$/, ""), node);
  }
  return { nodes: made.map((node) => ({ ...node, uses: usesOf(node, machines) })) };
}

/** What is told is a secret. */
function revealed(stdin: unknown): unknown {
  assert.ok(pulumi.runtime.isRpcSecret(stdin));
  return pulumi.runtime.unwrapRpcSecret(stdin);
}

/** What an engine tells of dependencies: whose ids a command is told. */
function usesOf({ type, inputs }: PatchNode, machines: ReadonlyMap<string, PatchNode>) {
  const stdin = String(inputs["stdin"]);
  const used = [...machines].filter(([, { name }]) => stdin.includes(`"vm-${name}"`));
  return type === "command:local:Command" ? { stdin: used.map(([, { urn }]) => urn) } : {};
}

/** What the classes of an estate demand of jobs. */
export function jobFacts(estate: Estate, { backupServer }: Catalog, stack?: string): BackupFacts {
  const jobs = backupServer ? plannedJobs(estate, backupServer) : [];
  return {
    jobsOf: (name, platform) => {
      const planned = jobs.find((one) => one.backup.name === name && one.platform === platform);
      const kind = platform === "vsphere" ? "backup" : `backup-${platform}`;
      const key = stack === undefined ? idempotencyKey(kind, name) : `${stack}/${kind}/${name}`;
      return planned && demandedJobs({ ...planned, key });
    },
  };
}
