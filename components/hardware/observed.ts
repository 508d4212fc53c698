/** A drive of a machine. */
export interface ObservedDrive {
  readonly serial: string;
  /** What it holds, rounded down. */
  readonly sizeGiB: number;
  readonly healthy: boolean;
}

/** A level of firmware. */
export interface FirmwareLevel {
  /** `BIOS`, `BMC`, or what the BMC calls it. */
  readonly name: string;
  readonly version: string;
}

/** A part that fails or is about to. */
export interface HardwareFault {
  readonly part: "processor" | "memory" | "drive" | "fan" | "power" | "temperature";
  readonly name: string;
  readonly severity: "warning" | "critical";
  /** What is wrong, such as "is about to fail". */
  readonly what: string;
}

/** A fault that the BMC has written down. */
export interface LoggedFault extends HardwareFault {
  /** The number of its entry in the log of the BMC. */
  readonly entry: string;
  /** When it was written, by the clock of the BMC; absent where it does not say. */
  readonly at?: string;
}

/** A console of a machine that people reach through its BMC. */
export interface ObservedConsole {
  readonly kind: "graphical" | "serial";
  /** Over what it is reached: the pages of the BMC, SSH, or IPMI (Serial over LAN). */
  readonly over: "web" | "ssh" | "ipmi";
  readonly open: boolean;
  /** Absent where it is the usual one. */
  readonly port?: number;
  /** What is typed there to come to the console; absent where nothing is. */
  readonly entry?: string;
}

/** What a machine is, as it was seen; holds no secret. What its BMC does not tell is absent. */
export interface ObservedHardware {
  readonly platform: "physical";
  readonly serial: string;
  readonly uuid: string;
  readonly assetTag?: string;
  /** Manufacturer and model. */
  readonly model: string;
  readonly power: "on" | "off";
  /** Cores of all processors. */
  readonly cpus?: number;
  readonly memoryGiB?: number;
  readonly disks?: readonly ObservedDrive[];
  /** MAC addresses in small letters. */
  readonly interfaces?: readonly string[];
  readonly secureBoot?: boolean;
  readonly tpm?: boolean;
  /** Operating systems that the machine can start from a disk. */
  readonly systems?: readonly string[];
  readonly isRunningSystem: boolean;
  readonly firmware: readonly FirmwareLevel[];
  readonly consoles: readonly ObservedConsole[];
  readonly faults: readonly HardwareFault[];
}
