import { keepHyperv } from "../../components/service/access/windowsCommands.js";
import { dataLevelRefusal, dataLevels, isDataLevel } from "../../components/service/dataLevel.js";
import { keepHardware } from "../../components/service/hardware/hardwareCommands.js";
import { guestinfoKeys, tagKeys } from "../../components/service/tags.js";
import { inEach } from "../framework/demands.js";
import type { Field, Seen } from "../framework/field.js";
import { type Finding, fail, type Resource, type Rule, undetermined } from "../framework/rule.js";
import { localCommand, remoteCommand, tagsOf } from "../framework/toldMachine.js";

const offered = dataLevels.join(" or ");

/** Where a resource of a type says its data level. */
type Place = (inputs: Field) => Field | undefined;

const inTags: Place = (inputs) => inputs.get("tags").get(tagKeys.dataLevel);
const inSettings: Place = (inputs) => inputs.get("extraConfig").get(guestinfoKeys.dataLevel);
const component = "comanaged:server:Server";
const instance = "aws:ec2/instance:Instance";

const places: Readonly<Record<string, Place>> = {
  [instance]: inTags,
  "aws:ebs/volume:Volume": inTags,
  "azure-native:compute:VirtualMachine": inTags,
  "azure-native:compute:Disk": inTags,
  "vsphere:index/virtualMachine:VirtualMachine": inSettings,
  [localCommand]: (inputs) => tagsOf({ type: localCommand, inputs })?.get(tagKeys.dataLevel),
  [remoteCommand]: (inputs) => tagsOf({ type: remoteCommand, inputs })?.get(tagKeys.dataLevel),
  [component]: (inputs) => inputs.get("dataLevel"),
};

/** Every server resource says that it holds data of level 1 or 2, whoever wrote it. */
export const dataLevel: Rule = {
  id: "CLS-02",
  title: "Servers and their volumes carry data level 1 or 2",
  severity: "critical",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["RA-2", "MP-3"], "MCSB v1": ["DP-1"] },
  why:
    "The service is built and audited for public and internal data. Confidential or restricted " +
    "data on it would be exposed to people and systems that must not see it.",
  fix:
    `Set the tag ${tagKeys.dataLevel} (AWS, Azure) or the setting ${guestinfoKeys.dataLevel} (vSphere) ` +
    `to "1" or "2". Data of level 3 or 4 needs another service.`,
  tokens: Object.keys(places),
  onUnknown: "deny",
  isAbsolute: true,
  examples: {
    pass: [
      {
        title: "An instance with internal data",
        type: "aws:ec2/instance:Instance",
        inputs: { tags: { [tagKeys.dataLevel]: "2" } },
      },
    ],
    fail: [
      {
        title: "A physical machine with confidential data",
        type: localCommand,
        inputs: {
          create: keepHardware,
          stdin: JSON.stringify({ sections: { machine: { tags: { [tagKeys.dataLevel]: "3" } } } }),
        },
      },
      {
        title: "A machine on Hyper-V with confidential data",
        type: remoteCommand,
        inputs: {
          create: keepHyperv,
          stdin: JSON.stringify({ sections: { machine: { tags: { [tagKeys.dataLevel]: "3" } } } }),
        },
      },
      {
        title: "A virtual machine with confidential data",
        type: "vsphere:index/virtualMachine:VirtualMachine",
        inputs: { extraConfig: { [guestinfoKeys.dataLevel]: "3" } },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  const place = places[type];
  const field = place === undefined ? inputs : place(inputs);
  if (field === undefined) {
    return;
  }
  yield* checkLevel(field, type === component ? field.number() : levelOfText(field.text()));
  if (type === instance) {
    yield* checkDisk(inputs.get("rootBlockDevice"));
    yield* inEach(inputs.get("ebsBlockDevices"), checkDisk, "a disk has another level");
  }
}

/** A disk of an instance has the level of its server, or says itself a level that is offered. */
function* checkDisk(disk: Field): Iterable<Finding> {
  const field = disk.get("tags").get(tagKeys.dataLevel);
  if (field.state !== "missing") {
    yield* checkLevel(field, levelOfText(field.text()));
  }
}

function* checkLevel(field: Field, level: Seen<number>): Iterable<Finding> {
  if (level.state === "unknown") {
    yield undetermined(field, `the data level is not known yet; it must be ${offered} at preview`);
  } else if (level.state !== "known" || !isDataLevel(level.value)) {
    yield fail(field, refusal(level));
  }
}

/** The level that a tag names in the one accepted spelling; anything else is no level. */
function levelOfText(text: Seen<string>): Seen<number> {
  if (text.state !== "known") {
    return text;
  }
  return /^[1-4]$/.test(text.value)
    ? { state: "known", value: Number(text.value) }
    : { state: "wrongType" };
}

/** Names the levels that exist elsewhere; any other value is not repeated. */
function refusal(level: Seen<number>): string {
  if (level.state === "missing") {
    return dataLevelRefusal(undefined);
  }
  return level.state === "known" && (level.value === 3 || level.value === 4)
    ? dataLevelRefusal(level.value)
    : `the data level is not written as ${offered}`;
}
