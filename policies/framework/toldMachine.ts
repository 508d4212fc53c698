import { keepHardware } from "../../components/service/hardware/hardwareCommands.js";
import { Field } from "./field.js";
import type { Resource } from "./rule.js";

/** What a command tells a host or a BMC of a machine: the first line of its standard input. */
export function toldMachine({ inputs }: Pick<Resource, "inputs">): Field {
  const stdin = inputs.get("stdin");
  const text = stdin.text();
  const line = text.state === "known" ? text.value.split("\n", 1)[0] : undefined;
  const document = line === undefined ? stdin : new Field(line, stdin.path).json();
  return document.get("sections").get("machine");
}

/** The type of commands that run where the engine runs. */
export const localCommand = "command:local:Command";

/** Where a server or a volume has its tags; undefined for commands that keep no physical machine. */
export function tagsOf({ type, inputs }: Pick<Resource, "type" | "inputs">): Field | undefined {
  if (type !== localCommand) {
    return inputs.get("tags");
  }
  const create = inputs.get("create");
  const text = create.text();
  const keeps = text.state === "known" && text.value === keepHardware;
  return keeps
    ? toldMachine({ inputs }).get("tags")
    : text.state === "unknown"
      ? create
      : undefined;
}
