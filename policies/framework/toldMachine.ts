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
