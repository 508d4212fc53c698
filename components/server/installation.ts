import type { ServerDescription } from "../service/server.js";

/** Words for a machine that was installed anew: it has another guest, and another host key. */
export function installationOf({ generation = 1 }: ServerDescription): readonly string[] {
  return generation > 1 ? [`generation ${generation}`] : [];
}
