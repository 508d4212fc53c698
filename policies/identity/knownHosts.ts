import { showHostKey } from "../../components/service/access/commands.js";
import { allOf, type Certainty, holds, isGiven, not, provided } from "../framework/certainty.js";
import { demandGiven, demandNone } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Origin, Rule } from "../framework/rule.js";
import { asking, fixedCommands } from "../governance/fixedCommands.js";

const tokens = ["command:remote:Command", "command:remote:CopyFile", "command:remote:CopyToRemote"];

const [command = ""] = tokens;

const host = { host: "10.20.0.5", user: "setup" };

/** What gives the address of a server. */
const machines = [
  "aws:ec2/instance:Instance",
  "azure-native:compute:VirtualMachine",
  "azure-native:network:NetworkInterface",
  "vsphere:index/virtualMachine:VirtualMachine",
];

/**
 * Where a connection comes from that only the update knows: the address from a machine, the host
 * key from the provider's command that asks for it. The update judges it before anything is sent.
 */
const origins: readonly Origin[] = [
  { value: "hostKey", from: command, keeping: [fixedCommands], besides: machines },
  { value: "password", from: command, keeping: [fixedCommands] },
  ...machines.map((from) => ({ value: "password", from, keeping: [] })),
];

/** What is sent to a server over SSH reaches that server. */
export const knownHosts: Rule = {
  id: "IAM-19",
  title: "Commands over SSH know the server's key and use one of their own",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["IA-3", "SC-23"] },
  why: "Without the key of the host the command and its secrets go to whoever answers first.",
  fix: "Set connection.hostKey to the host's public key and privateKey in place of password.",
  tokens,
  onUnknown: "deferOrWarn",
  origins,
  examples: {
    pass: [
      {
        title: "The provider's command that asks for the key and sends nothing",
        type: command,
        inputs: { connection: host, create: showHostKey },
      },
      {
        title: "A command to a known host",
        type: command,
        inputs: { connection: { ...host, hostKey: "ssh-ed25519 AAAA", privateKey: "…" } },
      },
    ],
    fail: [
      {
        title: "A command to whoever answers",
        type: command,
        inputs: { connection: { ...host, privateKey: "…" } },
      },
    ],
  },
  *check({ inputs }) {
    const connection = inputs.get("connection");
    const hostKey = demandGiven(connection.get("hostKey"), "the server may be another one");
    yield* provided(not(asksForHostKey(inputs)), hostKey);
    yield* demandNone(connection.get("password"), "a password is sent");
  },
};

function asksForHostKey(inputs: Field): Certainty {
  const isFixed = holds(inputs.get("create").text(), (text) => asking.includes(text));
  return allOf(isFixed, not(isGiven(inputs.get("stdin"))));
}
