import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../components/service/backup/backupServerCommands.js";
import {
  keepHardware,
  releaseHardware,
} from "../../components/service/hardware/hardwareCommands.js";
import { tagKeys } from "../../components/service/tags.js";
import type { StackRule } from "../framework/graph.js";
import type { RuleFacts } from "../framework/rule.js";
import { jobEdges, types } from "./backupNodes.js";
import { pathVerdicts } from "./pathVerdicts.js";

const uuid = "30373237-3132-4d32-3235-303930344b57";

/** What a program is sent: what it is told, and itself. */
const sent = (told: object) => `${JSON.stringify(told)}\nthe program`;

const machine = (tags: object) => ({
  name: "db-1",
  type: types.jobs,
  properties: {
    ...{ create: keepHardware, delete: releaseHardware },
    stdin: sent({ version: 1, sections: { machine: { uuid, name: "db-1", os: "linux", tags } } }),
  },
});

const member = { name: "db-1", hostName: "co-managed-hardware", objectId: uuid };

const jobs = {
  name: "gold",
  type: types.jobs,
  properties: {
    ...{ create: keepBackupJobs, delete: releaseBackupJobs },
    stdin: sent({ machines: [member] }),
  },
  origins: { stdin: ["db-1"] },
};

const gold = { [tagKeys.backupClass]: "gold" };

const rule: RuleFacts = {
  id: "BKP-24",
  title: "Every physical server is in the jobs of its backup class",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-1", "BR-2"] },
  why:
    "Hardware has no platform that could back it up: what no agent's job names is lost with its " +
    "drives.",
  fix:
    `Tell the machine its ${tagKeys.backupClass}, and make it a member of the jobs of that class. ` +
    "The component BackupServerJobs keeps them.",
  tokens: [types.jobs],
  onUnknown: "deny",
};

/** The path from a customer's machine to the jobs of its backups, or the edges that it lacks. */
export const hardwareJobs: StackRule = {
  rule,
  examples: {
    pass: [{ title: "A machine in the jobs of its class", resources: [machine(gold), jobs] }],
    fail: [
      { title: "A machine that no job names", resources: [machine(gold)] },
      { title: "A machine without a class", resources: [machine({}), jobs] },
    ],
  },
  relate: (graph) => pathVerdicts(graph, types.jobs, jobEdges, { property: "stdin" }),
};
