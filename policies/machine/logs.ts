import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";
import { checkSettings, limit, machine } from "./settings.js";

const mostBytes = 2_048_000;
const mostFiles = 10;

const settings = {
  "log.rotateSize": limit(1, mostBytes, "a log of the machine may grow without limit"),
  "log.keepOld": limit(1, mostFiles, "old logs are not kept, or without limit"),
};

const bounded = { "log.rotateSize": String(mostBytes), "log.keepOld": String(mostFiles) };

/** What happened to a machine can be read afterwards, in bounded space. */
export const machineLogs: Rule = {
  id: "VM-05",
  title: "Virtual machines keep logs of bounded size",
  severity: "low",
  responsible: "provider",
  controls: { "DISA VMCH-80": ["000205", "000206", "000207"] },
  why:
    "Without its log nobody can tell why a machine stopped. A log without limits lets a guest " +
    "fill the datastore of its neighbours.",
  fix:
    `Set enableLogging to true, and in extraConfig log.rotateSize to at most "${mostBytes}" bytes ` +
    `and log.keepOld to at most "${mostFiles}" files.`,
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A machine with bounded logs",
        type: machine,
        inputs: { enableLogging: true, extraConfig: bounded },
      },
    ],
    fail: [{ title: "A machine without logs", type: machine, inputs: { extraConfig: bounded } }],
  },
  *check(resource) {
    yield* demandFlag(resource.inputs.get("enableLogging"), true, "the machine keeps no log");
    yield* checkSettings(resource, settings);
  },
};
