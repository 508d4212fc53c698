import type { Connection, Patience } from "../../remote/connection.js";
import type { LoggedFault, ObservedHardware } from "../observed.js";
import type { Erasure, HardwareIdentity, Way } from "../way.js";
import { eraseDrives, findErasable } from "./erase.js";
import { inventory } from "./inventory.js";
import { loggedFaults } from "./log.js";
import { Machine } from "./machine.js";
import { RedfishSession } from "./session.js";

/** The way to a machine over Redfish. */
export class RedfishWay implements Way {
  private readonly session: RedfishSession;
  private readonly machine: Machine;

  private constructor(session: RedfishSession, machine: Machine) {
    this.session = session;
    this.machine = machine;
  }

  /** @throws RemoteFailure when the BMC does not let anybody in, or another machine is there */
  static async open(
    connection: Connection,
    patience: Patience,
    identity: HardwareIdentity,
  ): Promise<RedfishWay> {
    const session = await RedfishSession.open(connection, patience);
    try {
      return new RedfishWay(session, await Machine.find(session, patience, identity));
    } catch (failure) {
      await session.end();
      throw failure;
    }
  }

  inventory(): Promise<ObservedHardware> {
    return inventory(this.session, this.machine);
  }

  logged(): Promise<readonly LoggedFault[]> {
    return loggedFaults(this.session, this.machine);
  }

  unable(): Promise<readonly string[]> {
    return this.machine.unable();
  }

  async isOn(): Promise<boolean> {
    return (await this.machine.read()).PowerState !== "Off";
  }

  turn(wanted: "On" | "Off"): Promise<void> {
    return this.machine.turn(wanted);
  }

  askOff(): Promise<boolean> {
    return this.machine.askOff();
  }

  medium(): Promise<string | undefined> {
    return this.machine.medium();
  }

  async worksFrom(medium: string): Promise<boolean> {
    return (await this.machine.medium()) === medium;
  }

  async startOnceFrom(medium: string): Promise<void> {
    await this.machine.eject();
    await this.machine.insert(medium);
    await this.machine.startOnceFromCd();
  }

  async startFromDisk(): Promise<void> {
    await this.machine.eject();
    await this.machine.startFromDisk();
  }

  async wiping(serials: readonly string[]): Promise<() => Promise<readonly Erasure[]>> {
    const drives = await findErasable(this.session, this.machine, serials);
    return async () => {
      await this.machine.eject();
      return eraseDrives(this.session, drives);
    };
  }

  end(): Promise<void> {
    return this.session.end();
  }
}
