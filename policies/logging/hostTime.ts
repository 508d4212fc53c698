import {
  allOf,
  anyOf,
  type Certainty,
  holds,
  isOn,
  not,
  reportIf,
} from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const host = "vsphere:index/host:Host";

const ntpd = { enabled: true, policy: "on", ntpServers: ["ntp1.uni.example", "ntp2.uni.example"] };

/** The clocks of hosts agree, and so do the times in logs. */
export const hostTime: Rule = {
  id: "LOG-12",
  title: "Hosts take their time from servers",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AU-8"] },
  why: "Logs of hosts whose clocks differ tell no order of events, and Kerberos refuses their logins.",
  fix: 'Give services an ntpd with enabled true, policy "on" or "automatic", and ntpServers.',
  tokens: [host],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A host with two time servers", type: host, inputs: { services: [{ ntpd }] } }],
    fail: [{ title: "A host with its own clock", type: host, inputs: {} }],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const list = inputs.get("services");
    const items = list.items();
    const services = items.state === "known" ? items.value.map(keepsTime) : [];
    const isKept = items.state === "unknown" ? "maybe" : anyOf(...services);
    return reportIf(not(isKept), list, "nothing sets the clock of the host");
  },
};

function keepsTime(service: Field): Certainty {
  const daemon = service.get("ntpd");
  const servers = daemon.get("ntpServers").items();
  const isNamed =
    servers.state === "known"
      ? anyOf(...servers.value.map((one) => holds(one.text(), (name) => name.trim() !== "")))
      : ({ unknown: "maybe", missing: "no", wrongType: "no" } as const)[servers.state];
  const policy = daemon.get("policy").text();
  const starts = policy.state === "missing" ? "yes" : holds(policy, (word) => word !== "off");
  return allOf(isOn(daemon.get("enabled")), isNamed, starts);
}
