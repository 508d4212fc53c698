import type { Rule } from "../framework/rule.js";
import { checkSettings, limit, machine, word } from "./settings.js";

const mebibyte = 1024 * 1024;

const settings = {
  "RemoteDisplay.maxConnections": limit(1, 1, "several people can watch one console session"),
  "tools.setInfo.sizeLimit": limit(1, mebibyte, "a guest can fill the datastore with messages"),
  "tools.guestlib.enableHostInfo": word("FALSE", "a guest can learn about its host"),
};

const limited = {
  "RemoteDisplay.maxConnections": "1",
  "tools.setInfo.sizeLimit": String(mebibyte),
  "tools.guestlib.enableHostInfo": "FALSE",
};

/** What goes between a guest, its console and its host is kept small. */
export const guestLimits: Rule = {
  id: "VM-03",
  title: "Consoles, guest messages and host information are limited",
  severity: "medium",
  responsible: "provider",
  controls: {
    "DISA VMCH-80": ["000195", "000196", "000197", "000198"],
    "CIS ESXi 7.0": ["8.1.1", "8.1.2"],
  },
  why:
    "A second console connection sees what an administrator types, unlimited messages of a guest " +
    "fill the datastore, and details of the host help an attacker to leave the guest.",
  fix:
    'Set in extraConfig RemoteDisplay.maxConnections to "1", tools.setInfo.sizeLimit to at most ' +
    `"${mebibyte}" and tools.guestlib.enableHostInfo to "FALSE".`,
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A limited machine", type: machine, inputs: { extraConfig: limited } }],
    fail: [
      {
        title: "A console for forty",
        type: machine,
        inputs: { extraConfig: { ...limited, "RemoteDisplay.maxConnections": "40" } },
      },
    ],
  },
  check: (resource) => checkSettings(resource, settings),
};
