import { keeperOf } from "../../components/server/hypervKeeper.js";
import { askHost, type HostAccess } from "../guests/hypervHost.js";
import { type Found, seenMachine, type ToldMachine } from "./hypervFacts.js";

/**
 * Looks at a machine through the fixed program of its host, or of Virtual Machine Manager where that
 * manages it; nothing is changed.
 *
 * @throws Error that says in one line why nothing was seen
 */
export async function lookAt(
  { told: { machineId, key, adopted, host } }: ToldMachine,
  access: HostAccess,
): Promise<Found> {
  const { machine } = await askHost(
    host,
    {
      section: "observation",
      told: (managed) => ({
        ...{ machineId, key, adopted },
        ...keeperOf(managed).look,
      }),
      observed: seenMachine,
    },
    access,
  );
  return machine;
}
