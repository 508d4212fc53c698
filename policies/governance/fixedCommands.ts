import { keepLinux, showHostKey } from "../../components/service/access/commands.js";
import {
  keepHyperv,
  keepVmm,
  keepWindows,
  machineRemovals,
  removeHyperv,
  removeVmm,
  showWindowsHostKey,
} from "../../components/service/access/windowsCommands.js";
import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../components/service/backup/backupServerCommands.js";
import {
  keepVcenterBackup,
  releaseVcenterBackup,
} from "../../components/service/backup/vcenterCommands.js";
import {
  keepHardware,
  releaseHardware,
} from "../../components/service/hardware/hardwareCommands.js";
import { Field } from "../framework/field.js";
import { type Finding, fail, type Resource, type Rule, undetermined } from "../framework/rule.js";

const remote = "command:remote:Command";
const local = "command:local:Command";

/** The only commands that run where the engine runs, and what each is undone with. */
const here: Readonly<Record<string, string>> = {
  [keepBackupJobs]: releaseBackupJobs,
  [keepHardware]: releaseHardware,
  [keepVcenterBackup]: releaseVcenterBackup,
};

/** The commands that keep a server as it is told to be, with what each is always told. */
const keeping: Readonly<Record<string, readonly string[]>> = {
  [keepLinux]: ["administrators", "serviceAccounts", "firewall"],
  [keepWindows]: ["administrators", "serviceAccounts"],
};

/** The commands that only ask a server for its host key. */
export const asking = [showHostKey, showWindowsHostKey];

const sections = {
  administrators: { people: [], authorities: [] },
  serviceAccounts: { accounts: [] },
  firewall: { flows: [] },
};

/** What makes and changes things that no rule sees, by the inputs that say what. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudformation/stack:Stack": ["templateBody", "templateUrl"],
  "aws:cloudformation/stackSet:StackSet": ["templateBody", "templateUrl"],
  "azure-native:resources:Deployment": ["properties"],
  "command:remote:CopyToRemote": ["remotePath"],
};

/** What rules cannot see into is done with fixed words only. */
export const fixedCommands: Rule = {
  id: "GOV-01",
  title: "Commands on servers are the provider's fixed ones, and nothing is made past the rules",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CM-5"] },
  why:
    "A command, a nested template or a program of its own can make and change anything, and no " +
    "rule sees what. The provider's own commands are fixed: the server runs them only if their " +
    "hash is the agreed one, and what they are told is data: who administers it, which accounts " +
    "services have and, on Linux, what its firewall lets in. What is left out nobody keeps.",
  fix:
    "Describe it with resources of its platform, or with the components GuestAccess and " +
    "BackupServerJobs. What cannot be described so needs an exception.",
  tokens: [remote, local, ...Object.keys(unseen)],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "The fixed command, with a document for it",
        type: remote,
        inputs: {
          connection: { host: "10.1.2.3" },
          create: keepLinux,
          stdin: `${JSON.stringify({ version: 1, sections })}\nthe program`,
        },
      },
      {
        title: "The fixed commands that keep a machine on a Hyper-V host and remove it",
        type: remote,
        inputs: {
          connection: { host: "10.1.2.3" },
          create: keepHyperv,
          delete: removeHyperv,
          stdin: '{"version":1,"sections":{}}\nthe program',
        },
      },
      {
        title: "The fixed commands that keep a machine through Virtual Machine Manager",
        type: remote,
        inputs: {
          connection: { host: "10.1.2.3" },
          create: keepVmm,
          delete: removeVmm,
          stdin: '{"version":1,"sections":{}}\nthe program',
        },
      },
      {
        title: "The fixed command that keeps a physical machine",
        type: local,
        inputs: {
          create: keepHardware,
          delete: releaseHardware,
          stdin: JSON.stringify({ version: 1, sections: { machine: {}, bmc: {}, deposit: {} } }),
        },
      },
      {
        title: "The fixed command that keeps jobs on the backup server",
        type: local,
        inputs: { create: keepBackupJobs, delete: releaseBackupJobs },
      },
      {
        title: "The fixed command that keeps the backups of a vCenter",
        type: local,
        inputs: { create: keepVcenterBackup, delete: releaseVcenterBackup },
      },
    ],
    fail: [
      {
        title: "A command of somebody's own",
        type: remote,
        inputs: { connection: { host: "10.1.2.3" }, create: "apt-get upgrade" },
      },
      {
        title: "A command of somebody's own, where the engine runs",
        type: local,
        inputs: { create: "curl https://example.edu/run | sh" },
      },
      {
        title: "The command of one thing, undone with that of another",
        type: local,
        inputs: { create: keepBackupJobs, delete: releaseHardware },
      },
      {
        title: "A command of somebody's own when a machine is removed",
        type: remote,
        inputs: {
          connection: { host: "10.1.2.3" },
          create: keepHyperv,
          delete: "Remove-VM *",
          stdin: '{"version":1,"sections":{}}\nthe program',
        },
      },
      {
        title: "A nested template",
        type: "aws:cloudformation/stack:Stack",
        inputs: { templateUrl: "https://example.edu/template" },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === local) {
    yield* checkHere(inputs);
    return;
  }
  if (type !== remote) {
    for (const key of unseen[type] ?? []) {
      yield* demandAbsent(inputs.get(key), "it makes what no rule sees");
    }
    return;
  }
  const create = inputs.get("create");
  const text = create.text();
  const removal = text.state === "known" ? removalOf(text.value) : undefined;
  const removes = inputs.get("delete").text();
  const mayBeOnHost =
    text.state === "unknown" &&
    removes.state === "known" &&
    Object.values(machineRemovals).includes(removes.value);
  const added =
    removal !== undefined || mayBeOnHost
      ? ["update", "environment"]
      : ["update", "delete", "environment"];
  for (const key of added) {
    yield* demandAbsent(inputs.get(key), "it adds to the fixed command");
  }
  if (text.state === "unknown") {
    yield undetermined(create, "the command is not known yet");
  } else if (removal !== undefined) {
    yield* checkOnHost(inputs, removal);
  } else if (text.state === "known" && Object.hasOwn(keeping, text.value)) {
    yield* checkTold(inputs.get("stdin"), keeping[text.value] ?? []);
  } else if (text.state === "known" && asking.includes(text.value)) {
    yield* demandAbsent(
      inputs.get("stdin"),
      "the command that asks for the host key is told nothing",
    );
  } else {
    yield fail(create, "the command is none of the provider's fixed ones");
  }
}

function* checkHere(inputs: Field): Iterable<Finding> {
  for (const key of ["update", "environment", "interpreter"]) {
    yield* demandAbsent(inputs.get(key), "it adds to the fixed command");
  }
  const create = inputs.get("create").text();
  const made = create.state === "known" ? create.value : undefined;
  const undone = made === undefined ? Object.values(here) : [here[made]];
  yield* checkFixed(inputs.get("create"), Object.keys(here));
  yield* checkFixed(inputs.get("delete"), undone);
  if (made === keepHardware) {
    yield* checkTold(inputs.get("stdin"), ["machine", "bmc", "deposit"]);
  }
}

function* checkFixed(command: Field, fixed: readonly (string | undefined)[]): Iterable<Finding> {
  const text = command.text();
  if (text.state === "unknown") {
    yield undetermined(command, "the command is not known yet");
  } else if (command.state === "known" && !(text.state === "known" && fixed.includes(text.value))) {
    yield fail(command, "the command is none of the provider's fixed ones");
  }
}

function* demandAbsent(field: Field, wrong: string): Iterable<Finding> {
  const keys = field.keys();
  const isEmpty = keys.state === "known" && keys.value.length === 0;
  if (field.state === "unknown") {
    yield undetermined(field, wrong);
  } else if (field.state === "known" && !isEmpty) {
    yield fail(field, wrong);
  }
}

/** The command that undoes the one that keeps a machine of Hyper-V; undefined for all others. */
function removalOf(keep: string): string | undefined {
  return Object.hasOwn(machineRemovals, keep) ? machineRemovals[keep] : undefined;
}

/**
 * On a Hyper-V host a machine is told of by its GUID, which nobody knows before it is made: the
 * program refuses every document that is none of its own.
 */
function* checkOnHost(inputs: Field, fixed: string): Iterable<Finding> {
  const removal = inputs.get("delete");
  const text = removal.text();
  if (text.state === "unknown") {
    yield undetermined(removal, "the command is not known yet");
  } else if (removal.state !== "missing" && !(text.state === "known" && text.value === fixed)) {
    yield fail(removal, "the command is none of the provider's fixed ones");
  }
  const stdin = inputs.get("stdin");
  if (stdin.state !== "unknown") {
    yield* checkTold(stdin, []);
  }
}

/** The document is the first line; what follows it the server checks itself. */
function* checkTold(stdin: Field, always: readonly string[]): Iterable<Finding> {
  const text = stdin.text();
  if (text.state === "unknown") {
    yield undetermined(stdin, "what the server is told is not known yet");
    return;
  }
  const line = text.state === "known" ? text.value.split("\n", 1) : [];
  const document = new Field(line[0] ?? "", stdin.path).json();
  const version = document.get("version").number();
  if (
    !(version.state === "known" && version.value === 1) ||
    document.get("sections").keys().state !== "known"
  ) {
    yield fail(stdin, "what the server is told is no document of version 1");
    return;
  }
  for (const name of always) {
    if (document.get("sections").get(name).keys().state !== "known") {
      yield fail(stdin, `what the server is told leaves out its ${name}`);
    }
  }
}
