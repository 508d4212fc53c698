import { keepHyperv } from "../../components/service/access/windowsCommands.js";
import { keepHardware } from "../../components/service/hardware/hardwareCommands.js";
import { environments } from "../../components/service/server.js";
import { guestinfoKeys, type TagName, tagKeys } from "../../components/service/tags.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, type Resource, type Rule, undetermined } from "../framework/rule.js";
import { localCommand, remoteCommand, tagsOf } from "../framework/toldMachine.js";

const onEverything = ["owner", "service", "environment", "costCenter"] as const;
const onServers = [...onEverything, "patchGroup", "backupClass"] as const;

/** What a type must carry, and where. */
interface Label {
  readonly container: string;
  readonly keys: Readonly<Record<TagName, string>>;
  readonly names: readonly TagName[];
}

const labels: Readonly<Record<string, Label>> = {
  "aws:ec2/instance:Instance": { container: "tags", keys: tagKeys, names: onServers },
  "aws:ebs/volume:Volume": { container: "tags", keys: tagKeys, names: onEverything },
  "azure-native:compute:VirtualMachine": { container: "tags", keys: tagKeys, names: onServers },
  "azure-native:compute:Disk": { container: "tags", keys: tagKeys, names: onEverything },
  [remoteCommand]: { container: "tags", keys: tagKeys, names: onServers },
  [localCommand]: { container: "tags", keys: tagKeys, names: onServers },
  "vsphere:index/virtualMachine:VirtualMachine": {
    container: "extraConfig",
    keys: guestinfoKeys,
    names: onServers,
  },
};

const complete = {
  Owner: "library",
  Service: "catalog",
  Environment: "production",
  CostCenter: "5200-01",
  PatchGroup: "public",
  BackupClass: "standard",
};

/** Every server says whose it is, and which patch group and backup class look after it. */
export const ownershipTags: Rule = {
  id: "OWN-01",
  title: "Servers and their volumes name their owner, service, environment and cost center",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["CM-8(4)"], "MCSB v1": ["AM-1"] },
  why:
    "A server that nobody owns is patched too late, backed up by nobody and paid for by everybody. " +
    "Patch windows and backups find their servers by these words.",
  fix:
    `Set ${onEverything.map((name) => tagKeys[name]).join(", ")}, and on servers ` +
    `${tagKeys.patchGroup} and ${tagKeys.backupClass}, as tags (AWS, Azure) or as settings ` +
    `${guestinfoKeys.owner} and so on (vSphere). The environment is ${environments.join(", ")}.`,
  tokens: Object.keys(labels),
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "An instance with all its tags",
        type: "aws:ec2/instance:Instance",
        inputs: { tags: complete },
      },
    ],
    fail: [
      {
        title: "A physical machine that nobody owns",
        type: localCommand,
        inputs: {
          create: keepHardware,
          stdin: JSON.stringify({ sections: { machine: { tags: { ...complete, Owner: "" } } } }),
        },
      },
      {
        title: "A machine on Hyper-V that nobody owns",
        type: remoteCommand,
        inputs: {
          create: keepHyperv,
          stdin: JSON.stringify({ sections: { machine: { tags: { ...complete, Owner: "" } } } }),
        },
      },
      {
        title: "An instance that nobody owns",
        type: "aws:ec2/instance:Instance",
        inputs: { tags: { ...complete, Owner: "" } },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  const label = labels[type];
  if (label === undefined) {
    return;
  }
  const container =
    label.container === "tags" ? tagsOf({ type, inputs }) : inputs.get(label.container);
  if (container === undefined) {
    return;
  }
  if (container.state === "unknown") {
    yield undetermined(container, "not known yet, so nobody can say whose the server is");
    return;
  }
  for (const name of label.names) {
    const field = container.get(label.keys[name]);
    yield* checkWord(field, tagKeys[name]);
    if (name === "environment") {
      yield* checkEnvironment(field);
    }
  }
}

function* checkWord(field: Field, word: string): Iterable<Finding> {
  const text = field.text();
  if (text.state === "unknown") {
    yield undetermined(field, `${word} is not known yet`);
  } else if (text.state === "wrongType") {
    yield fail(field, `${word} is not text`);
  } else if (text.state === "missing" || text.value.trim() === "") {
    yield fail(field, `${word} is not given`);
  }
}

/** What is production must not be called otherwise: it is locked by this word. */
function* checkEnvironment(field: Field): Iterable<Finding> {
  const text = field.text();
  const word = text.state === "known" ? text.value.trim().toLowerCase() : "";
  if (word !== "" && !environments.some((one) => one === word)) {
    yield fail(field, `the environment is none of ${environments.join(", ")}`);
  }
}
