/** How an engine came to this machine. */
export type EngineSource = "path" | "kept" | "downloaded" | "built";

/** One way to get an engine that is not there yet. */
export interface Way {
  readonly source: Extract<EngineSource, "downloaded" | "built">;
  /**
   * Puts command line and language host into `bin` of the staging folder.
   * @returns undefined when done, else a clause that says why it can't be done this way: the next way is
   *   tried then
   */
  fill(staging: string, report: (line: string) => void): Promise<string | undefined>;
}
