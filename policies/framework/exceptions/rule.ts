/** The rule that exceptions themselves have to keep; its configuration holds them. */
export const exceptionRule = {
  id: "EXC-01",
  title: "Exceptions from rules are approved, narrow, needed and of limited time",
  severity: "medium",
  fix: "Correct or remove the entry in the estate's file of exceptions, or keep the rule.",
} as const;
