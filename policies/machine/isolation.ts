import type { Rule } from "../framework/rule.js";
import { checkSettings, machine, word } from "./settings.js";

const settings = {
  "isolation.tools.copy.disable": word("TRUE", "the console can copy out of the guest"),
  "isolation.tools.paste.disable": word("TRUE", "the console can paste into the guest"),
  "isolation.tools.dnd.disable": word("TRUE", "the console can drag files in and out"),
  "isolation.tools.diskShrink.disable": word("TRUE", "a guest's user can shrink disks"),
  "isolation.tools.diskWiper.disable": word("TRUE", "a guest's user can wipe disks"),
};

const closed = Object.fromEntries(Object.keys(settings).map((key) => [key, "TRUE"]));

/** The console is no way to carry data in or out, and guests can't stop their disks. */
export const consoleIsolation: Rule = {
  id: "VM-02",
  title: "The console shares no clipboard and guests shrink no disks",
  severity: "medium",
  responsible: "provider",
  controls: {
    "DISA VMCH-80": ["000189", "000191", "000192", "000193", "000194"],
    "CIS ESXi 7.0": ["8.4.21", "8.4.22", "8.4.23", "8.4.24"],
  },
  why:
    "Clipboard and drag-and-drop carry data past every firewall. Shrinking and wiping run without " +
    "rights in the guest and can make a disk unavailable.",
  fix: `Set in extraConfig, to "TRUE": ${Object.keys(settings).join(", ")}.`,
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A closed console", type: machine, inputs: { extraConfig: closed } }],
    fail: [
      {
        title: "A console with a shared clipboard",
        type: machine,
        inputs: { extraConfig: { ...closed, "isolation.tools.copy.disable": "FALSE" } },
      },
    ],
  },
  check: (resource) => checkSettings(resource, settings),
};
