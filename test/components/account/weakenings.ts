import type { Piece } from "../../policies/support/stack.js";

/** One way to weaken a stack. */
export interface Weakening {
  /** What is done. */
  readonly what: string;
  /** The stack afterwards. */
  readonly weaker: readonly Piece[];
  /** The resource that is another one afterwards. */
  readonly changed: readonly Piece[];
}

/** Every removal of a resource, and every change of an input to something less. */
export function weakenings(pieces: readonly Piece[]): Weakening[] {
  return pieces.flatMap((piece, index): Weakening[] => {
    if (!/^(aws|azure-native):/.test(piece.type)) {
      return [];
    }
    const changes = bent(piece.properties).map(([path, properties]): Weakening => {
      const changed = { ...piece, properties: { ...properties } };
      const weaker = pieces.with(index, changed);
      return { what: `${piece.type} ${path}`, weaker, changed: [changed] };
    });
    const weaker = pieces.toSpliced(index, 1);
    return [{ what: `${piece.type} removed`, weaker, changed: [] }, ...changes];
  });
}

type Bent = readonly [path: string, value: Readonly<Record<string, unknown>>];

/** The object with one of its members gone or less, at every depth. */
function bent(value: Readonly<Record<string, unknown>>): Bent[] {
  return Object.entries(value).flatMap(([key, member]): Bent[] => {
    const { [key]: _gone, ...rest } = value;
    const less = lessThan(member).map(
      ([path, one]): Bent => [`${key}${path}`, { ...value, [key]: one }],
    );
    return [[`${key} removed`, rest], ...less];
  });
}

function lessThan(value: unknown): (readonly [string, unknown])[] {
  if (value === true || value === false) {
    return [["=flipped", !value]];
  }
  if (typeof value === "number") {
    return [["=0", 0]];
  }
  if (typeof value === "string") {
    return isDocument(value) ? statementsOf(value) : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => [
      [`[${index}] removed`, value.toSpliced(index, 1)] as const,
      ...lessThan(item).map(
        ([path, one]) => [`[${index}]${path}`, value.with(index, one)] as const,
      ),
    ]);
  }
  return isRecord(value) ? bent(value).map(([path, one]) => [`.${path}`, one]) : [];
}

function isDocument(text: string): boolean {
  return text.startsWith('{"Version"');
}

function statementsOf(text: string): (readonly [string, unknown])[] {
  const document: unknown = JSON.parse(text);
  const list: unknown = isRecord(document) ? document["Statement"] : [];
  if (!Array.isArray(list)) {
    return [];
  }
  const written = (Statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement });
  return list.flatMap((statement: unknown, index) => {
    const what = `${sidOf(statement) ?? index}`;
    const weaker = isRecord(statement) ? looser(statement) : [];
    return [
      [` without ${what}`, written(list.toSpliced(index, 1))] as const,
      ...weaker.map(([how, one]) => [` ${what} ${how}`, written(list.with(index, one))] as const),
    ];
  });
}

/** A statement that allows to more, or denies less. */
function looser(
  statement: Readonly<Record<string, unknown>>,
): (readonly [string, Readonly<Record<string, unknown>>])[] {
  const { Condition: conditions, Action: actions, Effect: effect } = statement;
  if (effect === "Deny") {
    return Array.isArray(actions)
      ? actions.map((action: unknown, index) => [
          `lets ${String(action)} through`,
          { ...statement, Action: actions.toSpliced(index, 1) },
        ])
      : [];
  }
  const { Condition: _gone, ...rest } = statement;
  return conditions === undefined ? [] : [["without its condition", rest]];
}

function sidOf(statement: unknown): string | undefined {
  const sid = isRecord(statement) ? statement["Sid"] : undefined;
  return typeof sid === "string" ? sid : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
