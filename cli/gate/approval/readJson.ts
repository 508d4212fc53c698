import { z } from "zod";
import { ForgeFailure } from "./forge.js";

const patience = 30_000;

/** An address of a forge's interface, and the header that lets the job read it. */
export interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads what a forge answers. The token goes nowhere but to that address: redirections are errors.
 *
 * @throws ForgeFailure when it answers nothing of that form
 */
export async function readJson<T>({ url, headers }: Request, form: z.ZodType<T>): Promise<T> {
  const { origin, pathname } = new URL(url);
  const options = { headers, redirect: "error", signal: AbortSignal.timeout(patience) } as const;
  try {
    const answer = await fetch(url, options);
    if (!answer.ok) {
      throw new ForgeFailure(`${origin}${pathname} answers with status ${answer.status}`);
    }
    return form.parse(await answer.json());
  } catch (failure) {
    if (failure instanceof ForgeFailure) {
      throw failure;
    }
    const isStrange = failure instanceof z.ZodError || failure instanceof SyntaxError;
    const why = isStrange ? "answers in another form than it says" : "cannot be reached";
    throw new ForgeFailure(`${origin}${pathname} ${why}`);
  }
}
