/**
 * What commands have in common that send programs: long lines would hang the provider's log, and
 * some servers refuse variables of a session.
 */
export const quiet = { logging: "none", addPreviousOutputInEnv: false } as const;
