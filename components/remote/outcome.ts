/** What a program that keeps something on another server can be asked to do. */
export type Action = "keep" | "release";

/** What became of it: what is printed, and the status of the process. */
export interface Outcome {
  readonly status: 0 | 1;
  readonly said: string;
}
