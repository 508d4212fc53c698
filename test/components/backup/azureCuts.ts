import type { PatchNode } from "../../../components/service/patchPath/node.js";

const vault = "azure-native:recoveryservices:Vault";
const policy = "azure-native:recoveryservices:ProtectionPolicy";
const item = "azure-native:recoveryservices:ProtectedItem";
const machine = "azure-native:compute:VirtualMachine";

/** How the inputs of a type can be bent, as text, so that nothing is backed up as it should be. */
const bends: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  [machine]: [
    [/"BackupClass":"[^"]*",?/, ""],
    [/"BackupClass":"[^"]*"/, '"BackupClass":"bronze"'],
    [/"location":"[^"]*"/, '"location":"westeurope"'],
    [/"osProfile":\{/, '"osProfile":{"allowExtensionOperations":false,'],
  ],
  [item]: [
    [/"policyId"/, '"isScheduledForDeferredDelete":true,"policyId"'],
    [/"sourceResourceId":"[^"]*"/, '"sourceResourceId":"other"'],
    [/"policyId":"[^"]*"/, '"policyId":"other"'],
    [/"policyId"/, '"policyName"'],
    [/"vaultName":"[^"]*"/, '"vaultName":"other"'],
    [/"policyId"/, '"protectionState":"ProtectionStopped","policyId"'],
    [/"policyId"/, '"protectionState":"BackupsSuspended","policyId"'],
    [
      /"policyId"/,
      '"extendedProperties":{"diskExclusionProperties":{"diskLunList":[0],"isInclusionList":true}},"policyId"',
    ],
  ],
  [policy]: [
    [/"policyName":"[^"]*"/, '"policyName":"other"'],
    [/"vaultName":"[^"]*"/, '"vaultName":"other"'],
    [/"policyType":"V2"/, '"policyType":"V1"'],
    [/"policyType"/, '"snapshotConsistencyType":"OnlyCrashConsistent","policyType"'],
    [/"scheduleRunFrequency":"Daily"/, '"scheduleRunFrequency":"Weekly"'],
    [/"scheduleRunTimes":\["[^"]*"\]/, '"scheduleRunTimes":["2026-01-01T13:30:00Z"]'],
    [/"scheduleRunTimes":\["[^"]*"\]/, '"scheduleRunTimes":[]'],
    [/"timeZone":"UTC"/, '"timeZone":"Tokyo Standard Time"'],
    [/"count":30,"durationType":"Days"/, '"count":29,"durationType":"Days"'],
    [/"durationType":"Months"/, '"durationType":"Days"'],
    [/"monthlySchedule"/, '"weeklySchedule"'],
    [/"retentionTimes":\["[^"]*"\]/, '"retentionTimes":["2026-01-01T13:30:00Z"]'],
    [/"dailySchedule":\{"retention/, '"otherSchedule":{"retention'],
  ],
  [vault]: [
    [/"vaultName":"[^"]*"/, '"vaultName":"other"'],
    [/"location":"[^"]*"/, '"location":"westeurope"'],
    [/GeoRedundant/, "LocallyRedundant"],
    [/GeoRedundant/, "ZoneRedundant"],
    [/"crossRegionRestore":"Enabled"/, '"crossRegionRestore":"Disabled"'],
    [/"crossRegionRestore":"Enabled"/, '"x":0'],
    [/"immutabilitySettings":\{[^}]*\}/, '"x":0'],
    [/Unlocked|Locked/, "Disabled"],
    [/"softDeleteState":"[^"]*"/, '"softDeleteState":"Disabled"'],
  ],
};

type Cut = readonly [what: string, nodes: readonly PatchNode[]];

/** Every way to cut one edge: a resource less, one in another subscription, one with bent inputs. */
export function azureCutsOf(nodes: readonly PatchNode[]): Cut[] {
  return nodes.flatMap((node, index): Cut[] => {
    const { type, name, inputs } = node;
    const text = JSON.stringify(inputs);
    const elsewhere = { ...node, provider: "urn:pulumi:s::p::pulumi:providers:x::other::id" };
    const moved: Cut[] = [
      [`${name}: removed`, nodes.toSpliced(index, 1)],
      [`${name}: elsewhere`, nodes.with(index, elsewhere)],
    ];
    const bent = (bends[type] ?? [])
      .filter(([from]) => from.test(text))
      .map(
        ([from, to]): Cut => [
          `${name}: ${from} becomes ${to}`,
          nodes.with(index, { ...node, inputs: JSON.parse(text.replace(from, to)), uses: {} }),
        ],
      );
    return [...bent, ...(bends[type] === undefined || type === machine ? [] : moved)];
  });
}
