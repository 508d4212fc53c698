import { anyOf, isGiven, not, reportIf } from "../framework/certainty.js";
import { demandFlag, demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const machine = "azure-native:compute:VirtualMachine";

const byPlatform = "AutomaticByPlatform";
const patched = {
  patchMode: byPlatform,
  assessmentMode: byPlatform,
  automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
};

/** Azure installs patches in the maintenance window, and at no other time. */
export const azurePatching: Rule = {
  id: "PAT-06",
  title: "Virtual machines in Azure are patched by the platform, in our windows",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2"], "MCSB v1": ["PV-6"], "CIS Azure v5.0": ["8.1.10"] },
  why:
    "A maintenance configuration passes over a machine whose patch mode is another, and without " +
    "the bypass Azure patches it at a time of its own.",
  fix:
    `Set patchMode and assessmentMode to "${byPlatform}" in patchSettings of linuxConfiguration or ` +
    "windowsConfiguration, bypassPlatformSafetyChecksOnUserSchedule to true, and leave " +
    "provisionVMAgent away or true.",
  tokens: [machine],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A machine that is patched in its window",
        type: machine,
        inputs: { osProfile: { linuxConfiguration: { patchSettings: patched } } },
      },
    ],
    fail: [
      {
        title: "A machine that patches itself whenever it likes",
        type: machine,
        inputs: { osProfile: { windowsConfiguration: { enableAutomaticUpdates: true } } },
      },
    ],
  },
  *check({ inputs }) {
    const systems = ["linuxConfiguration", "windowsConfiguration"].map((key) =>
      inputs.get("osProfile").get(key),
    );
    const isNone = not(anyOf(...systems.map(isGiven)));
    yield* reportIf(isNone, inputs.get("osProfile"), "nothing says how the machine is patched");
    for (const system of systems.filter(({ state }) => state === "known")) {
      yield* checkSystem(system.get("patchSettings"));
      yield* demandFlag(
        system.get("provisionVMAgent"),
        true,
        "no agent installs patches",
        "passes",
      );
    }
  },
};

function* checkSystem(settings: Field): Iterable<Finding> {
  const isOurs = (mode: string) => mode === byPlatform;
  yield* demandText(settings.get("patchMode"), isOurs, "the machine is not patched in its window");
  yield* demandText(settings.get("assessmentMode"), isOurs, "missing patches are not looked for");
  const bypass = settings
    .get("automaticByPlatformSettings")
    .get("bypassPlatformSafetyChecksOnUserSchedule");
  yield* demandFlag(bypass, true, "Azure patches at a time of its own");
}
