type Json = Readonly<Record<string, unknown>>;

/**
 * Whether an event matches a pattern, by EventBridge's documented rules as far as the baseline uses
 * them: every key has to match, one item of its list is enough, and nothing but `exists: false`
 * matches a key that is absent.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: Json, event: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or" && Array.isArray(wanted)) {
      return wanted.some((one) => isRecord(one) && matches(one, event));
    }
    const value = isRecord(event) ? event[key] : undefined;
    return Array.isArray(wanted)
      ? wanted.some((one: unknown) => isSuch(one, value))
      : isRecord(wanted) && matches(wanted, value);
  });
}

function isSuch(wanted: unknown, value: unknown): boolean {
  if (!isRecord(wanted)) {
    return wanted === value;
  }
  const [[operator, operand] = ["", undefined]] = Object.entries(wanted);
  switch (operator) {
    case "exists":
      return operand === (value !== undefined);
    case "anything-but":
      return value !== undefined && Array.isArray(operand) && !operand.includes(value);
    case "suffix":
      return typeof value === "string" && value.endsWith(String(operand));
    case "wildcard":
      return (
        typeof value === "string" &&
        new RegExp(`^${String(operand).replaceAll("*", ".*")}$`).test(value)
      );
    case "numeric":
      return typeof value === "number" && Array.isArray(operand) && value >= Number(operand[1]);
    default:
      throw new Error(`the baseline uses no ${operator}`);
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
