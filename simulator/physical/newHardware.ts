import type { Hardware } from "./state.js";

const gb = 1e9;

/** A machine as it is delivered: off, with empty drives. */
export function newHardware(
  serial: string,
  uuid: string,
  different: Partial<Hardware> = {},
): Hardware {
  const drive = { health: "OK", erasable: true, holds: "", content: "", erasures: 0 } as const;
  return {
    ...{ serial, uuid, assetTag: "", manufacturer: "Example", model: "R2", bios: "2.19.1" },
    ...{
      power: "Off",
      cores: [2, 2],
      tpm: true,
      console: true,
      medium: null,
      system: null,
      installed: null,
    },
    memory: [1, 2, 3, 4].map(() => ({ mib: 4096, health: "OK" })),
    drives: [
      { serial: `${serial}-D1`, bytes: 480 * gb, ...drive },
      { serial: `${serial}-D2`, bytes: 1920 * gb, ...drive },
    ],
    ...{ fans: ["OK", "OK"], fanLog: [] },
    powerSupplies: ["OK", "OK"],
    macs: ["b8:83:03:00:42:01", "b8:83:03:00:42:02"],
    override: { enabled: "Disabled", target: "None", mode: "UEFI" },
    ...{ installations: 0, installing: null, starts: 0 },
    ...different,
  };
}
