/** What the simulator offers of the command provider; generating again adds the data of a new line. */
export const commandTokens = {
  resources: ["command:local:Command", "command:remote:Command"],
  functions: [],
} as const;
