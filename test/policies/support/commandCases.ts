import { keepLinux, showHostKey } from "../../../components/service/access/commands.js";
import {
  keepHyperv,
  keepVmm,
  keepWindows,
  removeHyperv,
  removeVmm,
} from "../../../components/service/access/windowsCommands.js";
import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../../components/service/backup/backupServerCommands.js";
import { fixedCommands } from "../../../policies/governance/fixedCommands.js";
import { type Case, type Row, secret, unknown } from "./cases.js";
import { ruleCases, valueRows } from "./rows.js";

const remote = "command:remote:Command";
const local = "command:local:Command";
const sections = { administrators: {}, serviceAccounts: {}, firewall: { flows: [] } };
const told = `${JSON.stringify({ version: 1, sections })}\nprogram`;
const pinned = { host: "10.1.2.3", hostKey: "ssh-ed25519 AAAA" };
const good = { connection: secret(pinned), create: keepLinux, stdin: told };

const rows: readonly Row[] = [
  ["pass", "pass", remote, { connection: pinned, create: showHostKey }],
  ["pass", "pass", remote, { connection: { host: "10.1.2.3" }, create: showHostKey }],
  ["pass", "pass", remote, { ...good, environment: {} }],
  ["unknown", "pass", remote, { ...good, connection: unknown }],
  ["unknown", "undetermined", remote, { ...good, update: unknown }],
  ["fail", "fail", remote, { ...good, create: `${keepLinux} ` }],
  ["fail", "fail", remote, { ...good, create: `true; ${keepLinux}` }],
  ["fail", "fail", remote, { ...good, update: "canary-update" }],
  ["fail", "fail", remote, { ...good, delete: keepLinux }],
  ["fail", "fail", remote, { ...good, environment: { COMANAGED_ROOT: "/canary" } }],
  ["fail", "fail", remote, { ...good, create: showHostKey }],
];

const onHost = { ...good, create: keepHyperv };

const hostRows: readonly Row[] = [
  ["pass", "pass", remote, onHost],
  ["pass", "pass", remote, { ...onHost, delete: removeHyperv }],
  ["unknown", "pass", remote, { ...onHost, stdin: unknown }],
  ["unknown", "undetermined", remote, { ...onHost, delete: unknown }],
  ["fail", "fail", remote, { ...onHost, stdin: "canary-text" }],
  ["fail", "fail", remote, { ...onHost, delete: "canary-sh" }],
  ["fail", "fail", remote, { ...onHost, update: removeHyperv }],
  ["fail", "fail", remote, { ...onHost, create: removeHyperv }],
  ["fail", "fail", remote, { ...good, delete: removeHyperv }],
];

const onManaged = { ...good, create: keepVmm };

const managedRows: readonly Row[] = [
  ["pass", "pass", remote, onManaged],
  ["pass", "pass", remote, { ...onManaged, delete: removeVmm }],
  ["unknown", "pass", remote, { ...onManaged, stdin: unknown }],
  ["unknown", "undetermined", remote, { ...onManaged, delete: unknown }],
  ["fail", "fail", remote, { ...onManaged, stdin: "canary-text" }],
  ["fail", "fail", remote, { ...onManaged, delete: removeHyperv }],
  ["fail", "fail", remote, { ...onHost, delete: removeVmm }],
  ["fail", "fail", remote, { ...onManaged, create: removeVmm }],
];

const jobs = { create: keepBackupJobs, delete: releaseBackupJobs, stdin: secret("canary-text") };

const localRows: readonly Row[] = [
  ["pass", "pass", local, jobs],
  ["pass", "pass", local, { ...jobs, environment: {}, stdin: unknown }],
  ["fail", "fail", local, { ...jobs, create: releaseBackupJobs }],
  ["fail", "fail", local, { ...jobs, delete: keepBackupJobs }],
  ["fail", "fail", local, { ...jobs, update: keepBackupJobs }],
  ["fail", "fail", local, { ...jobs, create: `${keepBackupJobs}; canary-sh` }],
  ["fail", "fail", local, { ...jobs, environment: { NODE_OPTIONS: "--require=/canary" } }],
  ["fail", "fail", local, { ...jobs, interpreter: ["/canary-sh", "-c"] }],
  ["unknown", "undetermined", local, { ...jobs, create: unknown }],
];

const unseenRows = [
  [local, "create"],
  [local, "delete"],
  [local, "update"],
  ["command:remote:CopyToRemote", "remotePath"],
  ["aws:cloudformation/stack:Stack", "templateBody"],
  ["aws:cloudformation/stackSet:StackSet", "templateUrl"],
  ["azure-native:resources:Deployment", "properties"],
].flatMap(([type = "", key = ""]): readonly Row[] => [
  ["pass", "pass", type, {}],
  ["missing", "pass", type, { [key]: null }],
  ["fail", "fail", type, { [key]: keepLinux }],
  ["secret", "fail", type, { [key]: secret("canary-text") }],
  ["wrong type", "fail", type, { [key]: 1 }],
  ["unknown", "undetermined", type, { [key]: unknown }],
]);

const { firewall: _, ...onWindows } = sections;
const version = (number: number, kept: object) =>
  JSON.stringify({ version: number, sections: kept });
const documents = {
  good: [told, version(1, { ...sections, patching: {} })],
  bad: [
    ...["", "canary-text", version(2, sections), '{"version":1}', "[1]", "null"],
    ...[version(1, {}), version(1, onWindows), version(1, { ...sections, firewall: null })],
  ],
};
const windowsDocuments = {
  good: [version(1, onWindows)],
  bad: [version(1, { administrators: {} })],
};

/** The rule about what no other rule sees. */
export const commandCases: readonly Case[] = ruleCases(
  fixedCommands,
  rows,
  hostRows,
  managedRows,
  localRows,
  unseenRows,
  valueRows(remote, (stdin) => ({ ...good, stdin }), documents),
  valueRows(remote, (stdin) => ({ ...good, create: keepWindows, stdin }), windowsDocuments),
  valueRows(remote, (create) => ({ ...good, create }), { good: [keepLinux], bad: ["canary-sh"] }),
);
