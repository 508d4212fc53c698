import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../components/service/backup/backupServerCommands.js";
import { guestinfoKeys } from "../../components/service/tags.js";
import type { StackExamples } from "../framework/graph.js";

const machine = {
  name: "db-1",
  type: "vsphere:index/virtualMachine:VirtualMachine",
  properties: { name: "db-1", extraConfig: { [guestinfoKeys.backupClass]: "gold" } },
};

const told = { machines: [{ name: "db-1", host: "vcenter.example.edu", objectId: "vm-1234" }] };

const jobs = {
  name: "gold",
  type: "command:local:Command",
  properties: {
    ...{ create: keepBackupJobs, delete: releaseBackupJobs },
    stdin: `${JSON.stringify(told)}\nthe program`,
  },
  origins: { stdin: ["db-1"] },
};

/** A server in the jobs of its class, and one that nothing backs up. */
export const backupJobsExamples: StackExamples = {
  pass: [{ title: "A server in the jobs of its class", resources: [machine, jobs] }],
  fail: [{ title: "A server that no job names", resources: [machine] }],
};
