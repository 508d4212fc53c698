import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

type Json = z.infer<ReturnType<typeof z.json>>;
type Variant = readonly [kind: string, value: unknown];

const object = z.record(z.string(), z.json());
const policy = z.looseObject({ Statement: z.union([object, z.array(object)]) });

/** Documents that could stand in place of the one that `text` is; none when it is no document. */
export function documentsLike(text: string): readonly Variant[] {
  const [first = "", ...rest] = text.split("\n");
  const whole = parsed(text);
  if (whole !== undefined) {
    return ofDocument(whole);
  }
  const head = parsed(first);
  return head === undefined
    ? []
    : ofDocument(head).map(([kind, value]) => [kind, [value, ...rest].join("\n")]);
}

function parsed(text: string): z.infer<typeof object> | undefined {
  if (!/^\s*\{/.test(text)) {
    return undefined;
  }
  try {
    return object.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function ofDocument(document: z.infer<typeof object>): readonly Variant[] {
  const written = policy.safeParse(document).data;
  const changed = written ? ofPolicy(written.Statement, written) : ofMembers(document);
  return [
    ["no document", "{"],
    ["empty document", "{}"],
    ["keys reordered", JSON.stringify(Object.fromEntries(Object.entries(document).reverse()))],
    ["spaced", `  ${JSON.stringify(document)} `],
    ...changed
      .filter(([, value]) => !isDeepStrictEqual(value, document))
      .map(([kind, value]): Variant => [kind, JSON.stringify(value)]),
  ];
}

/** So deep members of a document are left out; below them it is the matter of its reader. */
const deepest = 3;

/** Each member left out in turn, and so those of its members. */
function ofMembers(value: Json, place = "document", depth = 1): readonly Variant[] {
  const members = object.safeParse(value).data;
  return members === undefined || depth > deepest
    ? []
    : Object.entries(members).flatMap(([key, child]): readonly Variant[] => {
        const { [key]: _, ...others } = members;
        const inner = ofMembers(child, `${place}.${key}`, depth + 1);
        return [
          [`${place}.${key} left out`, others],
          ...inner.map(([kind, less]): Variant => [kind, { ...members, [key]: less }]),
        ];
      });
}

type Statement = z.infer<typeof object>;

/** Each statement of a policy document widened in turn, in every way. */
function ofPolicy(statement: Statement | Statement[], document: object): readonly Variant[] {
  const statements = Array.isArray(statement) ? statement : [statement];
  const added = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const ways = statements.flatMap((one, index) =>
    widened(one).map(
      ([kind, other]): Variant => [
        `${kind} of statement ${index + 1}`,
        { ...document, Statement: statements.with(index, other) },
      ],
    ),
  );
  const { Principal, ...rest } = added;
  const isTrust = statements.some((one) => "Principal" in one);
  const more = isTrust ? { Principal, ...rest } : rest;
  return [...ways, ["statement for all", { ...document, Statement: [...statements, more] }]];
}

function widened(statement: Statement): readonly (readonly [string, Statement])[] {
  const { Condition, ...free } = statement;
  const names = { Action: "*", Resource: "*", Principal: "*" };
  return [
    ...Object.entries(names)
      .filter(([key]) => key in statement)
      .map(([key, star]): readonly [string, Statement] => [
        `${key.toLowerCase()} widened`,
        { ...statement, [key]: star },
      ]),
    ...(Condition === undefined ? [] : [["condition dropped", free] as const]),
    ...conditionsOf(Condition).map(([key, rest]): readonly [string, Statement] => [
      `condition ${key} dropped`,
      { ...statement, Condition: rest },
    ]),
    [
      "effect flipped",
      { ...statement, Effect: statement["Effect"] === "Allow" ? "Deny" : "Allow" },
    ],
  ];
}

/** The conditions without one of their operators; none when there is only one. */
function conditionsOf(condition: Json | undefined): readonly (readonly [string, Json])[] {
  const operators = object.safeParse(condition).data ?? {};
  const keys = Object.keys(operators);
  return keys.length < 2
    ? []
    : keys.map((key) => {
        const { [key]: _, ...rest } = operators;
        return [key, rest];
      });
}
