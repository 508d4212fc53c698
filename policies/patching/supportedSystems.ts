import { demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";
const azureMachine = "azure-native:compute:VirtualMachine";

/**
 * Guests in vSphere's words whose vendors' general support has ended.
 *
 * Source: the life cycle pages of Microsoft, Debian, Red Hat, SUSE, Canonical and CentOS.
 */
const endedGuests = [
  /^win(95|98|Me|NT|2000|XP|Net|Vista|Longhorn)/i,
  /^windows7/i,
  /^windows8_?/i,
  /^windows8Server/i,
  /^centos/i,
  /^debian([4-9]|10)_/i,
  /^rhel[2-7]_/i,
  /^sles(10|11|12)?_/i,
  /^oracleLinux[67]?_/i,
];

/** The same in the words of Azure's marketplace: publisher, offer and sku in one text. */
const endedImages = [
  /^MicrosoftWindowsServer:[^:]*:20(08|12)/i,
  /^OpenLogic:CentOS/i,
  /^(credativ|Debian):debian(-([89]|10))?:([89]|10)(-|$)/i,
  /^RedHat:RHEL[^:]*:[67]([._-]|$)/i,
  /^SUSE:SLES-?1[12]/i,
  /^SUSE:sles-1[12]/i,
  /^Canonical:(UbuntuServer|0001-com-ubuntu-server-(bionic|focal)):/i,
  /^Oracle:Oracle-Linux:([67]|ol[67])/i,
];

const wrong = "the operating system gets no patches any more";

/** Every server runs a system for which there are patches. */
export const supportedSystems: Rule = {
  id: "PAT-11",
  title: "Servers run operating systems that their makers still support",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SA-22"] },
  why: "Nobody closes holes in a system whose support has ended; patching it in windows changes nothing.",
  fix: "Choose a newer image, and move what runs on the old system.",
  tokens: [machine, azureMachine],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A current Debian", type: machine, inputs: { guestId: "debian12_64Guest" } }],
    fail: [
      {
        title: "An image of Windows Server 2012",
        type: azureMachine,
        inputs: {
          storageProfile: {
            imageReference: {
              publisher: "MicrosoftWindowsServer",
              offer: "WindowsServer",
              sku: "2012-R2-Datacenter",
            },
          },
        },
      },
    ],
  },
  check: ({ type, inputs }) =>
    type === machine
      ? demandText(inputs.get("guestId"), (id) => !isAny(endedGuests, id), wrong, "passes")
      : checkImage(inputs.get("storageProfile").get("imageReference")),
};

/** An image of one's own gallery has no offer; what it holds is not said. */
function* checkImage(image: Field): Iterable<Finding> {
  const [publisher, offer, sku] = ["publisher", "offer", "sku"].map((key) => image.get(key).text());
  const parts = [publisher, offer, sku].map((text) => (text?.state === "known" ? text.value : ""));
  const isEnded = isAny(endedImages, parts.join(":"));
  for (const key of ["publisher", "offer", "sku"]) {
    yield* demandText(image.get(key), () => !(isEnded && key === "sku"), wrong, "passes");
  }
}

function isAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
