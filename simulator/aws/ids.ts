import type { Place, Scene } from "../core/behaviour.js";
import { spreadDigits } from "../core/numbers.js";

/** An id as EC2 gives it: `i-` and 17 hexadecimal digits. */
export function freshId({ world }: Scene, prefix: string): string {
  return `${prefix}-0${spreadDigits(world.next())}`;
}

/** `arn:aws:<service>:<region>:<account>:<rest>`. */
export function arn({ owner, region }: Place, service: string, rest: string): string {
  return `arn:aws:${service}:${region === "global" ? "" : region}:${owner}:${rest}`;
}
