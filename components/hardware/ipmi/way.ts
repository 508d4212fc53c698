import type { Patience } from "../../remote/connection.js";
import { Refused, RemoteFailure } from "../../remote/failure.js";
import type { LoggedFault, ObservedHardware } from "../observed.js";
import type { HardwareIdentity, Way } from "../way.js";
import type { IpmiConnection } from "./connection.js";
import { readLabel } from "./fru.js";
import { inventory } from "./inventory.js";
import { loggedFaults } from "./log.js";
import { IpmiSession } from "./session.js";
import { readUuids } from "./uuid.js";

const chassis = 0x00;
const controls = { On: 1, Off: 0 } as const;
const attempts = 3;
const powerPause = 5_000;
/** Two minutes, as over Redfish. */
const powerPolls = 24;

/** IPMI 2.0, table 28-14: the flags that say what the machine starts from. */
const bootFlags = 5;
const valid = 0x80;
const throughUefi = 0x20;
const deviceBits = 0x3c;
const networkDevice = 0x04;

/**
 * The way to a machine over IPMI 2.0, with what IPMI can do: it tells who the machine is, turns it
 * on and off, has it start from its network once, and tells of its sensors. It has no slot for
 * media, and knows nothing of processors, memory, drives and network interfaces.
 */
export class IpmiWay implements Way {
  private readonly session: IpmiSession;
  private readonly patience: Patience;
  private readonly identity: HardwareIdentity;

  private constructor(session: IpmiSession, patience: Patience, identity: HardwareIdentity) {
    this.session = session;
    this.patience = patience;
    this.identity = identity;
  }

  /** @throws RemoteFailure when the BMC does not let anybody in, or another machine is there */
  static async open(
    connection: IpmiConnection,
    patience: Patience,
    identity: HardwareIdentity,
  ): Promise<IpmiWay> {
    const session = await IpmiSession.open(connection, patience);
    try {
      await refuseOther(session, identity);
      return new IpmiWay(session, patience, identity);
    } catch (failure) {
      await session.end();
      throw failure;
    }
  }

  inventory(): Promise<ObservedHardware> {
    return inventory(this.session, this.identity);
  }

  logged(): Promise<readonly LoggedFault[]> {
    return loggedFaults(this.session);
  }

  /** Every BMC does what IPMI asks of all. */
  async unable(): Promise<readonly string[]> {
    return [];
  }

  async isOn(): Promise<boolean> {
    const status = await this.session.ask({ netFn: chassis, command: 0x01 });
    return (status.readUInt8(0) & 1) === 1;
  }

  async turn(wanted: "On" | "Off"): Promise<void> {
    const isWanted = async () => (await this.isOn()) === (wanted === "On");
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (await isWanted()) {
        return;
      }
      await this.session.ask({ netFn: chassis, command: 0x02, data: [controls[wanted]] });
      for (let poll = 0; poll < powerPolls; poll += 1) {
        if (await isWanted()) {
          return;
        }
        await this.patience.wait(powerPause);
      }
    }
    throw new RemoteFailure(`The machine did not turn ${wanted}.`);
  }

  /** IPMI 2.0, table 28-4: a soft shutdown is optional. */
  async askOff(): Promise<boolean> {
    const asked = this.session.ask({ netFn: chassis, command: 0x02, data: [5] });
    return asked.then(
      () => true,
      (failure: unknown) => {
        if (!(failure instanceof Refused)) {
          throw failure;
        }
        return false;
      },
    );
  }

  medium(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  worksFrom(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Whoever answers in the machines' network hands the medium out. */
  async startOnceFrom(): Promise<void> {
    await this.setBootFlags(valid | throughUefi, networkDevice);
    const told = await this.session.ask({
      ...{ netFn: chassis, command: 0x09, data: [bootFlags, 0, 0] },
    });
    // Not every BMC tells the flags of the first byte.
    if (((told[3] ?? 0) & deviceBits) !== networkDevice) {
      throw new RemoteFailure("The BMC does not have the machine start from its network once.");
    }
  }

  async startFromDisk(): Promise<void> {
    await this.setBootFlags(0, 0);
  }

  wiping(serials: readonly string[]): Promise<never> {
    return Promise.reject(
      new RemoteFailure(
        `The drives ${serials.join(" and ")} cannot be wiped over IPMI, and nothing was touched. Have ` +
          'them wiped by hand, remove the machine\'s claim.json from the deposit, and run "pulumi up" again.',
      ),
    );
  }

  end(): Promise<void> {
    return this.session.end();
  }

  private async setBootFlags(first: number, second: number): Promise<void> {
    const data = [bootFlags, first, second, 0, 0, 0];
    await this.session.ask({ netFn: chassis, command: 0x08, data });
  }
}

async function refuseOther(session: IpmiSession, { serial, uuid }: HardwareIdentity) {
  const { serials } = await readLabel(session);
  const uuids = await readUuids(session);
  if (!serials.includes(serial) || !uuids.includes(uuid.toLowerCase())) {
    throw new RemoteFailure(
      `Behind this BMC is the machine ${serials.join(" or ")} (${uuids.join(" or ")}), expected ` +
        `${serial} (${uuid}). Nothing was touched. Correct the serial number, the UUID or the address in the catalog.`,
    );
  }
}
