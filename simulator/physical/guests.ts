import { hardwareOf } from "./state.js";

/** The operating systems of a world's physical machines: what was installed last, where it runs. */
export function physicalSystems(world: string) {
  return hardwareOf(world).flatMap(({ installed, power, installing }) =>
    installed === null
      ? []
      : [
          {
            identity: installed.attempt,
            ...{ name: installed.name, address: installed.address, isWindows: installed.isWindows },
            isOn: power === "On" && installing === null,
          },
        ],
  );
}
