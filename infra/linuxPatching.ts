import { type LinuxPatching, planLinuxPatching } from "../components/index.js";
import { isOnPremises } from "../components/service/platform.js";
import type { Estate, ResolvedServer } from "../stacks/schema/model.js";

/** How a server installs its patches itself; undefined where its platform does that. */
export function patchedByItself(
  server: ResolvedServer,
  { asOf, patchGroups }: Estate,
): LinuxPatching | undefined {
  const group = patchGroups[server.patchGroup];
  if (!isOnPremises(server.platform) || server.os !== "linux" || group === undefined) {
    return undefined;
  }
  const { name, schedule, after } = group;
  const { product } = server.image;
  return planLinuxPatching({ name, schedule, product, isHeld: after !== undefined }, asOf);
}
