import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../../components/service/backup/backupServerCommands.js";
import {
  keepHardware,
  releaseHardware,
} from "../../../components/service/hardware/hardwareCommands.js";
import { dataLevel } from "../../../policies/classification/dataLevel.js";
import { fixedCommands } from "../../../policies/governance/fixedCommands.js";
import { ownershipTags } from "../../../policies/ownership/ownershipTags.js";
import { type Case, casesOf, type Row, secret, unknown } from "./cases.js";

const local = "command:local:Command";

const tags = {
  ...{ Owner: "chemistry", Service: "lims", Environment: "production", CostCenter: "4711" },
  ...{ DataLevel: "2", PatchGroup: "production", BackupClass: "gold" },
};

/** A command that keeps a physical machine, as it is told some tags. */
const kept = (told: unknown) => {
  const sections = { machine: { tags: told }, bmc: {}, deposit: {} };
  const stdin = secret(`${JSON.stringify({ version: 1, sections })}\nprogram`);
  return { create: keepHardware, delete: releaseHardware, stdin };
};

/** What both rules about the tags of servers say of a machine. */
const tagRows = (wrong: object): readonly Row[] => [
  ["pass", "pass", local, kept(tags)],
  ["pass", "pass", local, { create: keepBackupJobs, delete: releaseBackupJobs }],
  ["fail", "fail", local, kept({ ...tags, ...wrong })],
  ["fail", "fail", local, kept({})],
  ["missing", "fail", local, { ...kept(tags), stdin: undefined }],
  ["wrong type", "fail", local, { ...kept(tags), stdin: "canary" }],
  ["unknown", "undetermined", local, { ...kept(tags), stdin: unknown }],
  ["unknown", "undetermined", local, { ...kept(tags), create: unknown }],
];

/** What rules say of physical machines. */
export const hardwareCases: readonly Case[] = [
  ...casesOf(dataLevel, tagRows({ DataLevel: "3" })),
  ...casesOf(ownershipTags, tagRows({ Owner: "" })),
  ...casesOf(fixedCommands, [
    ["pass", "pass", local, kept(tags)],
    ["fail", "fail", local, { ...kept(tags), delete: releaseBackupJobs }],
    ["fail", "fail", local, { ...kept(tags), delete: "canary" }],
    ["fail", "fail", local, { ...kept(tags), stdin: '{"version":1,"sections":{"machine":{}}}' }],
    ["unknown", "undetermined", local, { ...kept(tags), stdin: unknown }],
  ]),
];
