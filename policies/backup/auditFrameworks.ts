import { anyItem, holds, not, reportIf } from "../framework/certainty.js";
import { demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import { type Finding, type Rule, undetermined } from "../framework/rule.js";

const framework = "aws:backup/framework:Framework";

/** What keeps a server from being without a backup, each as a control of AWS. */
export const askedControls = [
  "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
  "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
  "BACKUP_LAST_RECOVERY_POINT_CREATED",
  "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
  "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED",
  "BACKUP_RECOVERY_POINT_ENCRYPTED",
] as const;

/** The figures that controls may ask for, in hours and days. */
const figures: Readonly<Record<string, (value: string) => boolean>> = {
  requiredFrequencyUnit: (unit) => unit === "hours",
  requiredFrequencyValue: (hours) => atMost(24, hours),
  requiredRetentionDays: (days) => Number(days) >= 7,
  recoveryPointAgeUnit: (unit) => unit === "hours",
  recoveryPointAgeValue: (hours) => atMost(168, hours),
};

const atMost = (most: number, text: string) => /^[1-9]\d*$/.test(text) && Number(text) <= most;

const control = (name: string, ...inputParameters: readonly object[]) => ({
  name,
  inputParameters,
});

/** Who reads that a framework is met may believe that there are backups. */
export const auditFrameworks: Rule = {
  id: "BKP-26",
  title: "A framework of AWS Backup asks for everything that a backup is",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9", "CA-7"], "MCSB v1": ["BR-3"] },
  why:
    "Auditors read that a framework is met. One that asks neither how old backups are nor whether " +
    "somebody can delete them is met by servers that nobody can restore.",
  fix:
    `Give the framework the controls ${askedControls.join(", ")}, of AWS's own figures or with backups ` +
    "every 24 hours, kept for 7 days, and none older than 168 hours, all in hours.",
  tokens: [framework],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Everything, with a backup each day",
        type: framework,
        inputs: {
          controls: [
            ...askedControls.map((name) => control(name)),
            control("BACKUP_LAST_RECOVERY_POINT_CREATED", {
              ...{ name: "recoveryPointAgeValue", value: "27" },
            }),
          ],
        },
      },
    ],
    fail: [
      {
        title: "Nothing of who may delete backups",
        type: framework,
        inputs: {
          controls: askedControls
            .filter((name) => !name.includes("MANUAL_DELETION"))
            .map((name) => control(name)),
        },
      },
      {
        title: "Backups that may be two weeks old",
        type: framework,
        inputs: {
          controls: [
            ...askedControls.map((name) => control(name)),
            control("BACKUP_LAST_RECOVERY_POINT_CREATED", {
              ...{ name: "recoveryPointAgeValue", value: "336" },
            }),
          ],
        },
      },
    ],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const list = inputs.get("controls");
    return [
      ...askedControls.flatMap((name) => [
        ...reportIf(not(anyItem(list, isNamed(name))), list, lacks(name)),
      ]),
      ...inEach(list, (one) => inEach(one.get("inputParameters"), figure, tooLittle), tooLittle),
    ];
  },
};

const tooLittle = "the framework is met by backups that are too few";

const lacks = (name: string) => `the framework does not ask for ${name}`;

const isNamed = (name: string) => (one: Field) =>
  holds(one.get("name").text(), (text) => text === name);

/** A figure of a control, where it is one that backups can be too few for. */
function figure(parameter: Field): Iterable<Finding> {
  const name = parameter.get("name").text();
  if (name.state === "unknown") {
    return [undetermined(parameter.get("name"), `not known yet; perhaps ${tooLittle}`)];
  }
  const isFine = name.state === "known" ? figures[name.value] : undefined;
  return isFine === undefined ? [] : demandText(parameter.get("value"), isFine, tooLittle);
}
