import { demandGiven, demandNone } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const tokens = ["command:remote:Command", "command:remote:CopyFile", "command:remote:CopyToRemote"];

const [command = ""] = tokens;

const host = { host: "10.20.0.5", user: "setup" };

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
  onUnknown: "warn",
  examples: {
    pass: [
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
    yield* demandGiven(connection.get("hostKey"), "the server may be another one");
    yield* demandNone(connection.get("password"), "a password is sent");
  },
};
