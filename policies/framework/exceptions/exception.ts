import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Field } from "../field.js";

/** What somebody answers for: that a rule may be broken by some resources for a while. */
export interface Exception {
  /** Id of the rule. */
  readonly rule: string;
  /** A URN, or a name in the program, in which `*` stands for any characters. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  readonly approver: string;
  /** The last planning date on which it is in force, `YYYY-MM-DD`. */
  readonly until: string;
  /** Why its approval does not count, as whoever asked the forge found out. */
  readonly unapproved?: string;
}

/** The exception as verdicts name it, such as `CHG-4711 until 2027-01-31`. */
export function namedBriefly({ ticket, until }: Exception): string {
  return `${ticket} until ${until}`;
}

/** The exceptions of an estate, as pack configuration hands them over. */
export interface ExceptionSettings {
  /** The planning date, `YYYY-MM-DD`: the only clock. */
  readonly asOf: string;
  /** Who may approve exceptions. */
  readonly approvers: readonly string[];
  readonly exceptions: readonly Exception[];
  /** Names that begin the names of resources, each with those that it took the place of. */
  readonly renamed?: Readonly<Record<string, readonly string[]>>;
}

const keys = ["rule", "resource", "reason", "owner", "ticket", "approver", "until"] as const;

type Form = Record<string, JavaScriptValue>;

const text: Form = { type: "string", minLength: 1 };

/** The form of the configuration; the engine refuses another one and says why. */
export const settingsSchema: Form = {
  asOf: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
  approvers: { type: "array", items: text },
  renamed: { type: "object", additionalProperties: { type: "array", items: text } },
  exceptions: {
    type: "array",
    items: {
      type: "object",
      properties: Object.fromEntries([...keys, "unapproved"].map((key) => [key, text])),
      required: [...keys],
      additionalProperties: false,
    },
  },
};

/** The settings in pack configuration; what is missing stays empty, so that nothing is excepted. */
export function readSettings(config: Field): ExceptionSettings {
  return {
    asOf: textOf(config.get("asOf")),
    approvers: itemsOf(config.get("approvers")).map(textOf),
    renamed: listsOf(config.get("renamed")),
    exceptions: itemsOf(config.get("exceptions")).map((item) => ({
      ...(item.get("unapproved").state !== "missing" && {
        unapproved: textOf(item.get("unapproved")),
      }),
      rule: textOf(item.get("rule")),
      resource: textOf(item.get("resource")),
      reason: textOf(item.get("reason")),
      owner: textOf(item.get("owner")),
      ticket: textOf(item.get("ticket")),
      approver: textOf(item.get("approver")),
      until: textOf(item.get("until")),
    })),
  };
}

function textOf(field: Field): string {
  const text = field.text();
  return text.state === "known" ? text.value.trim() : "";
}

function listsOf(field: Field): Readonly<Record<string, readonly string[]>> {
  const keys = field.keys();
  const names = keys.state === "known" ? keys.value : [];
  return Object.fromEntries(names.map((name) => [name, itemsOf(field.get(name)).map(textOf)]));
}

function itemsOf(field: Field): readonly Field[] {
  const items = field.items();
  return items.state === "known" ? items.value : [];
}
