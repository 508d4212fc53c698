import { machineRemovals } from "../../components/service/access/windowsCommands.js";
import { keepHardware } from "../../components/service/hardware/hardwareCommands.js";
import { Field } from "./field.js";
import type { Resource } from "./rule.js";

/** What a command tells a host or a BMC of a machine: the first line of its standard input. */
export function toldMachine({ inputs }: Pick<Resource, "inputs">): Field {
  return toldSections(inputs).get("machine");
}

function toldSections(inputs: Field): Field {
  const stdin = inputs.get("stdin");
  const text = stdin.text();
  const line = text.state === "known" ? text.value.split("\n", 1)[0] : undefined;
  const document = line === undefined ? stdin : new Field(line, stdin.path).json();
  return document.get("sections");
}

/** The type of commands that run where the engine runs. */
export const localCommand = "command:local:Command";

/** The type of commands that run on a host. */
export const remoteCommand = "command:remote:Command";

/**
 * Where a server or a volume has its tags; undefined for commands that keep no machine. Of a
 * machine on Hyper-V that is not made yet, what reserves it tells them.
 */
export function tagsOf({ type, inputs }: Pick<Resource, "type" | "inputs">): Field | undefined {
  if (type === remoteCommand) {
    return tagsOnHost(inputs);
  }
  if (type !== localCommand) {
    return inputs.get("tags");
  }
  const create = inputs.get("create");
  const keeps = certainly(create, (command) => command === keepHardware);
  return keeps === undefined ? create : keeps ? toldMachine({ inputs }).get("tags") : undefined;
}

function certainly(field: Field, isSo: (value: string) => boolean): boolean | undefined {
  const text = field.text();
  return text.state === "unknown" ? undefined : text.state === "known" && isSo(text.value);
}

const ofMachine = ["machine", "adoption"];

/**
 * What a command tells of a machine that it keeps on Hyper-V; undefined for every other command. A
 * document is unknown only as long as the machine has no GUID: the update knows it, and is judged,
 * before there is anything to tell. What is not known to be a command of ours is told instead.
 */
export function machineOnHost(
  inputs: Field,
  sections: readonly string[] = ofMachine,
): Field | undefined {
  const create = inputs.get("create");
  const keeps = certainly(create, (command) => Object.hasOwn(machineRemovals, command));
  if (keeps === undefined) {
    return create;
  }
  if (!keeps || inputs.get("stdin").state === "unknown") {
    return undefined;
  }
  const told = toldSections(inputs);
  const names = told.keys();
  const own =
    names.state === "known" ? names.value.find((one) => sections.includes(one)) : "machine";
  return own === undefined ? undefined : told.get(own);
}

function tagsOnHost(inputs: Field): Field | undefined {
  const machine = machineOnHost(inputs, [...ofMachine, "reservation"]);
  if (machine === undefined || machine.state === "unknown") {
    return machine;
  }
  const tags = machine.get("tags");
  const isOld = tags.state === "missing" && machine.get("birthName").state === "known";
  // Reservations of earlier versions told none; no host takes one of those any more.
  return isOld ? undefined : tags;
}
