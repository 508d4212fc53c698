import type { Patience } from "../../remote/connection.js";
import { isUncertain, Refused, RemoteFailure, Unanswered } from "../../remote/failure.js";
import type { HardwareIdentity } from "../way.js";
import {
  actionInfo,
  manager,
  type System,
  system,
  type VirtualMedia,
  virtualMedia,
} from "./models.js";
import { type Quirks, quirksOf } from "./quirks.js";
import type { RedfishSession } from "./session.js";

const attempts = 3;
const powerPause = 5_000;
/** Two minutes: some tell for a while what was before. */
const powerPolls = 24;

/** What each state is asked for with, the best first. */
const resets = {
  On: ["On", "ForceOn", "PushPowerButton"],
  Off: ["ForceOff", "PushPowerButton"],
} as const;

type Reset = NonNullable<NonNullable<System["Actions"]>["#ComputerSystem.Reset"]>;

/** One machine behind a BMC. Whatever is asked of it, it is the same after asking twice. */
export class Machine {
  private readonly session: RedfishSession;
  private readonly patience: Patience;
  private readonly path: string;
  private readonly quirks: Quirks;

  private constructor(
    session: RedfishSession,
    patience: Patience,
    { "@odata.id": path, Manufacturer }: System,
  ) {
    this.session = session;
    this.patience = patience;
    this.path = path;
    this.quirks = quirksOf(Manufacturer);
  }

  /**
   * Finds a machine behind its BMC.
   *
   * @throws RemoteFailure when another machine is there
   */
  static async find(
    session: RedfishSession,
    patience: Patience,
    { serial, uuid }: HardwareIdentity,
  ): Promise<Machine> {
    const systems = await session.members(session.root.Systems["@odata.id"], system);
    const found = systems.find(
      ({ SerialNumber, UUID }) =>
        (SerialNumber ?? "").trim() === serial && UUID?.toLowerCase() === uuid.toLowerCase(),
    );
    if (found === undefined) {
      const there = systems.map(({ SerialNumber, UUID }) => `${SerialNumber} (${UUID})`).join(", ");
      throw new RemoteFailure(
        `Behind this BMC is the machine ${there}, expected ${serial} (${uuid}). Nothing was touched. ` +
          "Correct the serial number, the UUID or the address in the catalog.",
      );
    }
    return new Machine(session, patience, found);
  }

  /** What the machine says of itself. */
  read(): Promise<System> {
    return this.session.get(this.path, system);
  }

  /** Turns the machine on, or off without asking it; waits until it is. */
  async turn(wanted: keyof typeof resets): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const system = await this.read();
      if (system.PowerState === wanted) {
        return;
      }
      const { target, ResetType } = await this.resetOf(system, wanted);
      await this.session.act(target, { ResetType }).catch(passUncertain);
      if (await this.becomes(wanted)) {
        return;
      }
    }
    throw new RemoteFailure(`The machine did not turn ${wanted}.`);
  }

  /** Asks what runs on the machine to shut it down, and does not wait; false where its BMC cannot. */
  async askOff(): Promise<boolean> {
    const { Actions } = await this.read();
    const reset = Actions?.["#ComputerSystem.Reset"];
    const ResetType = "GracefulShutdown";
    if (reset === undefined || !(await this.allowed(reset))?.includes(ResetType)) {
      return false;
    }
    await this.session.act(reset.target, { ResetType }).catch(passUncertain);
    return true;
  }

  /** What installing it takes and its BMC does not do, one sentence each. */
  async unable(): Promise<string[]> {
    const system = await this.read();
    const needed = [
      async () => demandCd(system),
      () => this.resetOf(system, "On"),
      () => this.resetOf(system, "Off"),
      () => this.slot(),
    ];
    const found: string[] = [];
    for (const need of needed) {
      await need().catch((failure: unknown) => {
        if (!(failure instanceof RemoteFailure) || failure instanceof Unanswered) {
          throw failure;
        }
        found.push(failure.message);
      });
    }
    return found;
  }

  private async resetOf({ Actions }: System, wanted: keyof typeof resets) {
    const reset = Actions?.["#ComputerSystem.Reset"];
    if (reset === undefined) {
      throw new RemoteFailure(`This BMC offers no way to turn the machine ${wanted}.`);
    }
    const allowed = await this.allowed(reset);
    const ResetType = resets[wanted].find((type) => allowed?.includes(type) ?? true);
    if (ResetType === undefined) {
      throw new RemoteFailure(
        `This BMC cannot turn the machine ${wanted}: it takes ${allowed?.join(", ")}.`,
      );
    }
    return { target: reset.target, ResetType };
  }

  /** Has the machine start from a CD the next time, once, through UEFI. */
  async startOnceFromCd(): Promise<void> {
    const system = await this.read();
    demandCd(system);
    const { Boot, "@Redfish.Settings": settings } = system;
    const { overrideNeedsMode, overrideInSettings } = this.quirks;
    const mode = Boot?.BootSourceOverrideMode;
    const future = settings?.SettingsObject?.["@odata.id"];
    await this.session.change(overrideInSettings && future !== undefined ? future : this.path, {
      Boot: {
        ...{ BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Cd" },
        ...((overrideNeedsMode || mode === "Legacy") && { BootSourceOverrideMode: "UEFI" }),
      },
    });
  }

  /** Takes an override back that has not cleared itself. */
  async startFromDisk(): Promise<void> {
    const { Boot } = await this.read();
    if ((Boot?.BootSourceOverrideEnabled ?? "Disabled") !== "Disabled") {
      // Some refuse the target None: switching it off says as much.
      await this.session.change(this.path, { Boot: { BootSourceOverrideEnabled: "Disabled" } });
    }
  }

  /** The medium in the slot that the machine starts from; undefined when there is none. */
  async medium(): Promise<string | undefined> {
    const { Inserted, Image } = await this.slot();
    return Inserted === false ? undefined : (Image ?? undefined) || undefined;
  }

  /** Puts a medium into the slot that the machine starts from. */
  async insert(image: string): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if ((await this.medium()) === image) {
        return;
      }
      const { Actions, "@odata.id": path } = await this.slot();
      const target = Actions?.["#VirtualMedia.InsertMedia"]?.target;
      const body = { Image: image, Inserted: true, WriteProtected: true };
      await (target === undefined
        ? this.session.change(path, body)
        : this.session.act(target, body)
      ).catch(passUncertain);
    }
    if ((await this.medium()) !== image) {
      throw new RemoteFailure(`The BMC did not take ${image} into its slot for media.`);
    }
  }

  /** Takes whatever is in the slot out of it. */
  async eject(): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if ((await this.medium()) === undefined) {
        return;
      }
      const { Actions, "@odata.id": path } = await this.slot();
      const target = Actions?.["#VirtualMedia.EjectMedia"]?.target;
      await (target === undefined
        ? this.session.change(path, { Image: null, Inserted: false })
        : this.session.act(target, {})
      ).catch(passUncertain);
    }
    if ((await this.medium()) !== undefined) {
      throw new RemoteFailure("The BMC did not give the medium in its slot back.");
    }
  }

  /** Older BMCs have their slots at the manager, newer ones at the machine. */
  private async slot(): Promise<VirtualMedia> {
    const { VirtualMedia, Links } = await this.read();
    const managers = await Promise.all(
      (Links?.ManagedBy ?? []).map(({ "@odata.id": path }) => this.session.get(path, manager)),
    );
    const places = [VirtualMedia, ...managers.map((one) => one.VirtualMedia)];
    for (const place of places.filter((one) => one !== undefined)) {
      const slots = await this.session.members(place["@odata.id"], virtualMedia);
      const fitting = slots.filter(({ MediaTypes }) =>
        (MediaTypes ?? ["CD"]).some((type) => /^(CD|DVD)$/.test(type)),
      );
      const [first] = this.quirks.firstSlotOnly ? slots : fitting;
      if (first !== undefined) {
        return first;
      }
    }
    throw new RemoteFailure(
      "This BMC has no slot for a CD. Some need a licence for it; see that it has one.",
    );
  }

  /** The resets that a BMC takes; undefined where it does not say. */
  private async allowed(reset: Reset): Promise<readonly string[] | undefined> {
    const told = reset["ResetType@Redfish.AllowableValues"];
    if (told !== undefined) {
      return told;
    }
    const path = reset["@Redfish.ActionInfo"];
    const info = path === undefined ? undefined : await this.session.get(path, actionInfo);
    return info?.Parameters.find(({ Name }) => Name === "ResetType")?.AllowableValues;
  }

  private async becomes(wanted: string): Promise<boolean> {
    for (let poll = 0; poll < powerPolls; poll += 1) {
      if ((await this.read()).PowerState === wanted) {
        return true;
      }
      await this.patience.wait(powerPause);
    }
    return false;
  }
}

/** What may have been done is looked at again; what is in use answers so for a while. */
function passUncertain(failure: unknown): void {
  if (!isUncertain(failure) && !(failure instanceof Refused && failure.status === 409)) {
    throw failure;
  }
}

function demandCd({ Boot }: System): void {
  const targets = Boot?.["BootSourceOverrideTarget@Redfish.AllowableValues"] ?? ["Cd"];
  if (!targets.includes("Cd")) {
    throw new RemoteFailure(
      `The machine cannot start from a CD: its BMC takes ${targets.join(", ")}.`,
    );
  }
}
