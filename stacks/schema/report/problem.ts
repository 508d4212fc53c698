/** One mistake of a user, with the place where it stands and what to do about it. */
export interface Problem {
  /** The file as the user would name it. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
  /** Where in the document: `servers.lims-db-1.memory`; empty for the file as a whole. */
  readonly path: string;
  /** The wrong value as it is written in the file; absent when something is missing. */
  readonly value?: string;
  /** What is wrong. */
  readonly message: string;
  /** What is allowed there. */
  readonly allowed?: string;
  /** What to do, as a sentence. */
  readonly fix: string;
}
