import {
  keepHyperv,
  keepVmm,
  keepWindows,
} from "../../../components/service/access/windowsCommands.js";
import { dataLevel } from "../../../policies/classification/dataLevel.js";
import { secureBoot } from "../../../policies/machine/secureBoot.js";
import { ownershipTags } from "../../../policies/ownership/ownershipTags.js";
import { type Case, casesOf, type Row, unknown } from "./cases.js";

const remote = "command:remote:Command";

const tags = {
  ...{ Owner: "chemistry", Service: "lims", Environment: "production", CostCenter: "4711" },
  ...{ DataLevel: "2", PatchGroup: "production", BackupClass: "gold" },
};

const machine = { tags, secureBootTemplate: "MicrosoftWindows" };

/** A command that keeps a machine on a host, as it is told of it in a section. */
const kept = (told: object, section = "machine", create = keepHyperv) => ({
  create,
  stdin: `${JSON.stringify({ version: 1, sections: { [section]: told } })}\nprogram`,
});

/** What a rule says of machines that are told something wrong. */
const rows = (wrong: object): readonly Row[] => [
  ["pass", "pass", remote, kept(machine)],
  ["pass", "pass", remote, kept(machine, "adoption")],
  ["pass", "pass", remote, kept(machine, "machine", keepVmm)],
  // What only asks is told of no machine.
  ["pass", "pass", remote, kept({ key: "a/b/c" }, "address")],
  ["pass", "pass", remote, { ...kept({}), create: keepWindows }],
  ["fail", "fail", remote, kept({ ...machine, ...wrong })],
  ["fail", "fail", remote, kept({ ...machine, ...wrong }, "adoption")],
  ["fail", "fail", remote, kept({ ...machine, ...wrong }, "machine", keepVmm)],
  ["missing", "fail", remote, kept({})],
  ["missing", "fail", remote, { create: keepHyperv }],
  ["wrong type", "fail", remote, { ...kept(machine), stdin: "canary" }],
  // Before it has a GUID; what reserves it is judged, and the update judges the document itself.
  ["unknown", "pass", remote, { ...kept(machine), stdin: unknown }],
  ["unknown", "undetermined", remote, { ...kept(machine), create: unknown }],
];

/** What rules about tags say of what reserves a machine, which is known at the first preview. */
const reserved = (wrong: object): readonly Row[] => {
  const told = { birthName: "comanaged-0", tags };
  return [
    ["pass", "pass", remote, kept(told, "reservation")],
    ["fail", "fail", remote, kept({ ...told, tags: { ...tags, ...wrong } }, "reservation")],
    ["fail", "fail", remote, kept({ ...told, tags: {} }, "reservation", keepVmm)],
    // As earlier versions left it in states.
    ["missing", "pass", remote, kept({ birthName: "comanaged-0" }, "reservation")],
  ];
};

const tagRows = (wrong: object) => [...rows({ tags: { ...tags, ...wrong } }), ...reserved(wrong)];

/** What rules say of machines on Hyper-V. */
export const hypervCases: readonly Case[] = [
  ...casesOf(dataLevel, tagRows({ DataLevel: "3" })),
  ...casesOf(ownershipTags, tagRows({ Owner: "" })),
  ...casesOf(secureBoot, rows({ secureBootTemplate: "OpenSourceShieldedVM" })),
];
