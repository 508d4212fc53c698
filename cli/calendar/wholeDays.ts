import { InvalidArgumentError } from "commander";

const mostDays = 3660;

/** A number of days from a command line. */
export function wholeDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw new InvalidArgumentError(`${text} is not a whole number from 1 to ${mostDays}.`);
  }
  return days;
}
