import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const app = "azure-native:web:WebApp";
const slot = "azure-native:web:WebAppSlot";
const tokens = [app, slot];

/** Users and publishers reach a web app in private. */
export const appTransport: Rule = {
  id: "ENC-15",
  title: "Web apps answer over HTTPS only, with TLS 1.2, and take no plain FTP",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["SC-8"], "MCSB v1": ["DP-3"] },
  why: "Azure answers plain HTTP unless it is told not to, and FTP sends the publisher's password.",
  fix:
    "Set httpsOnly to true; leave siteConfig.minTlsVersion away or set it to 1.2 or 1.3, and " +
    'ftpsState to "Disabled" or "FtpsOnly".',
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [{ title: "An app over HTTPS", type: app, inputs: { httpsOnly: true } }],
    fail: [{ title: "An app with Azure's default", type: app, inputs: {} }],
  },
  *check({ inputs }) {
    yield* demandFlag(inputs.get("httpsOnly"), true, "plain requests are answered");
    const site = inputs.get("siteConfig");
    const isNew = (version: string) => version === "1.2" || version === "1.3";
    const wrong = "old versions of TLS are spoken";
    yield* demandText(site.get("minTlsVersion"), isNew, wrong, "passes");
    const isSafe = (state: string) => state === "Disabled" || state === "FtpsOnly";
    yield* demandText(site.get("ftpsState"), isSafe, "files are published in clear", "passes");
  },
};
