import { z } from "zod";

const host = z.looseObject({
  host: z.string(),
  port: z.number().default(22),
  user: z.string().default("root"),
  password: z.string().optional(),
  privateKey: z.string().optional(),
  privateKeyPassword: z.string().optional(),
  agentSocketPath: z.string().optional(),
  /** The only key that the host may show; without it any will do. */
  hostKey: z.string().optional(),
  /** Errors of dialing that are borne, -1 for any number. */
  dialErrorLimit: z.number().default(10),
  /** Seconds for one attempt to dial. */
  perDialTimeout: z.number().default(15),
});

/** How a command reaches its host. */
export type Connection = z.infer<typeof host>;

const command = z.looseObject({
  create: z.string().optional(),
  update: z.string().optional(),
  delete: z.string().optional(),
  stdin: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  addPreviousOutputInEnv: z.boolean().default(true),
  stdout: z.string().default(""),
  stderr: z.string().default(""),
  dir: z.string().optional(),
  interpreter: z.array(z.string()).default([]),
  connection: host.optional(),
});

/** The inputs of a command and, in an update, its last outputs. */
export type CommandInputs = z.infer<typeof command>;

/** Reads the inputs of a command, with the provider's defaults. */
export function commandInputs(raw: unknown): CommandInputs {
  return command.parse(raw);
}

/** The variables of the process: what was asked for, and what the last run said. */
export function environmentOf(inputs: CommandInputs): Record<string, string> {
  const { environment, addPreviousOutputInEnv, stdout, stderr } = inputs;
  return {
    ...environment,
    ...(addPreviousOutputInEnv && stdout !== "" && { PULUMI_COMMAND_STDOUT: stdout }),
    ...(addPreviousOutputInEnv && stderr !== "" && { PULUMI_COMMAND_STDERR: stderr }),
  };
}
