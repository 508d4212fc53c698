import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { backupDemand } from "../../../components/backup/awsBackup.plan.js";
import { azureDemand } from "../../../components/backup/azureBackup.plan.js";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import type { BackupFacts } from "../../../components/service/backupPath/node.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { awsBackupClasses } from "../../../infra/awsBackups.js";
import { backupClassesOn } from "../../../infra/backupClasses.js";
import type { Catalog, Estate } from "../../../stacks/schema/model.js";
import { azureCutsOf } from "../../components/backup/azureCuts.js";
import { jobFacts } from "../../components/backup/builtJobs.js";
import { cutsOf } from "../../components/backup/cuts.js";
import { jobCutsOf } from "../../components/backup/jobCuts.js";
import { exportedResources, nodesOf } from "../stateOf.js";

/** How the servers of a stack that is up come to their backups. */
interface BackedUp {
  /** How many machines are on a path, whole or not. */
  readonly machines: number;
  /** What the paths miss. */
  readonly missing: readonly string[];
  /** Cuts of one edge after which the paths still seem to miss nothing. */
  readonly unnoticed: readonly string[];
  readonly cuts: number;
}

/** Follows every path, and cuts at most as many of their edges, evenly chosen. */
export async function backedUp(
  stack: Stack,
  { estate, catalog }: { readonly estate: Estate; readonly catalog: Catalog },
  mostCuts: number,
): Promise<BackedUp> {
  const nodes = nodesOf(await exportedResources(stack));
  const facts = factsOf(estate, catalog);
  const all = cutsIn(nodes);
  const step = Math.max(1, Math.ceil(all.length / mostCuts));
  const cuts = all.filter((_, index) => index % step === 0);
  return {
    machines: backupPaths(nodes, facts).length,
    missing: missing(nodes, facts),
    unnoticed: cuts.flatMap(([what, cut]) => (missing(cut, facts).length === 0 ? [what] : [])),
    cuts: cuts.length,
  };
}

function factsOf(estate: Estate, catalog: Catalog): BackupFacts {
  const [onAws, onAzure] = [awsBackupClasses(estate), backupClassesOn(estate, "azure")];
  const copies = catalog.platforms.aws?.backupCopies ?? {};
  return {
    ...jobFacts(estate, catalog, `comanaged/${estate.stack}`),
    demandOf: (name) => onAws[name] && backupDemand(estate.stack, onAws[name], copies),
    azureDemandOf: (name) => azureDemand(name, onAzure),
  };
}

const missing = (nodes: readonly PatchNode[], facts: BackupFacts) =>
  backupPaths(nodes, facts).flatMap((path) => path.missing.map(({ reason }) => reason));

function cutsIn(nodes: readonly PatchNode[]): (readonly [string, readonly PatchNode[]])[] {
  const jobs = jobCutsOf(nodes).map(([, what, cut]) => [what, cut] as const);
  // What servers themselves may do has no part in their backups.
  const onAws = cutsOf(nodes).filter(([what]) => !/^\S+-server-role\b/.test(what));
  return [...onAws, ...azureCutsOf(nodes), ...jobs];
}
