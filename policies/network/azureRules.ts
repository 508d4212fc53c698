import ipaddr from "ipaddr.js";
import { allOf, type Certainty } from "../framework/certainty.js";
import { Field, type Seen } from "../framework/field.js";
import { elements, isGiven, type Permission } from "./permission.js";

/** What Azure calls protocols, with the names and numbers that the rules know. */
const protocols: Readonly<Record<string, readonly string[]>> = {
  "*": ["tcp", "udp"],
  ah: ["51"],
  esp: ["50"],
};

/** Words for sources that are everybody. */
const everybody = ["*", "any", "internet"];

/** Words for sources that are never the Internet. */
const neverPublic = ["virtualnetwork", "azureloadbalancer"];

/**
 * The permissions that a security rule of Azure states, one for each protocol and range of ports.
 *
 * A rule that denies is no permission, and it takes none back either: whether it stands before
 * the one that allows is not looked at, so that nothing counts as closed that could be open.
 */
export function fromAzureRule(inputs: Field): readonly Permission[] {
  const inbound = allOf(
    unlessWord(inputs.get("direction"), "outbound"),
    unlessWord(inputs.get("access"), "deny"),
  );
  const sources = sourcesOf(inputs);
  const ports = portsOf(inputs);
  return protocolsOf(inputs.get("protocol")).flatMap((protocol) =>
    ports.map((range) => ({ path: inputs.path, inbound, protocol, ...range, ...sources })),
  );
}

function unlessWord(field: Field, word: string): Certainty {
  const text = field.text();
  if (text.state === "unknown") {
    return "maybe";
  }
  return text.state === "known" && text.value.toLowerCase() === word ? "no" : "yes";
}

function protocolsOf(field: Field): readonly Seen<string>[] {
  const text = field.text();
  const names = text.state === "known" ? protocols[text.value.toLowerCase()] : undefined;
  return names?.map((value) => ({ state: "known", value })) ?? [text];
}

type Ports = Pick<Permission, "fromPort" | "toPort">;

/** Every range of ports; none at all counts as all of them. */
function portsOf(inputs: Field): readonly Ports[] {
  const one = inputs.get("destinationPortRange");
  const fields = [one, ...elements(inputs.get("destinationPortRanges"))].filter(isGiven);
  return (fields.length > 0 ? fields : [one]).map(rangeOf);
}

/** `22`, `20-30` or `*`; what is written otherwise counts as every port. */
function rangeOf(field: Field): Ports {
  const text = field.text();
  if (text.state !== "known") {
    const port: Seen<number> = text;
    return { fromPort: port, toPort: port };
  }
  const [, from = "0", to = from === "0" ? "65535" : from] =
    /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(text.value) ?? [];
  return {
    fromPort: { state: "known", value: Number(from) },
    toPort: { state: "known", value: Number(to) },
  };
}

type Sources = Pick<Permission, "ranges" | "prefixLists">;

function sourcesOf(inputs: Field): Sources {
  const fields = [
    inputs.get("sourceAddressPrefix"),
    ...elements(inputs.get("sourceAddressPrefixes")),
  ].filter(isGiven);
  const sources = fields.map(sourceOf);
  return {
    ranges: sources.flatMap(({ ranges }) => ranges),
    prefixLists: sources.flatMap(({ prefixLists }) => prefixLists),
  };
}

/** Address ranges as they are; what is behind another service tag is known to Azure only. */
function sourceOf(field: Field): Sources {
  const text = field.text();
  const word = text.state === "known" ? text.value.toLowerCase() : undefined;
  if (word === undefined || word.includes("/")) {
    return { ranges: [field], prefixLists: [] };
  }
  if (everybody.includes(word)) {
    return { ranges: asRanges(field, ["0.0.0.0/0", "::/0"]), prefixLists: [] };
  }
  if (ipaddr.isValid(word)) {
    const bits = word.includes(":") ? 128 : 32;
    return { ranges: asRanges(field, [`${word}/${bits}`]), prefixLists: [] };
  }
  if (neverPublic.includes(word)) {
    return { ranges: [], prefixLists: [] };
  }
  return /^[a-z][a-z0-9.]*$/.test(word)
    ? { ranges: [], prefixLists: [field] }
    : { ranges: [field], prefixLists: [] };
}

function asRanges({ path }: Field, texts: readonly string[]): readonly Field[] {
  return texts.map((text) => new Field(text, path));
}
