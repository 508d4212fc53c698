import type { Files } from "../installer.js";
import { passTime, turn } from "../power.js";
import type { Hardware } from "../state.js";
import { guidOf, labelOf } from "./labels.js";
import { recordOf, sensorsOf } from "./sensors.js";

/** A completion code, then the data. */
type Result = readonly number[] | Buffer;

const invalid: Result = [0xc1];
const notThere: Result = [0xcb];
const devices: readonly (readonly [number, string])[] = [
  [0x00, "None"],
  [0x04, "Pxe"],
  [0x08, "Hdd"],
  [0x14, "Cd"],
];

/** Does what commands ask of a machine. */
export class Commands {
  readonly log: string[] = [];
  private readonly machine: Hardware;
  private readonly files: Files;
  private reservation = 0;

  constructor(machine: Hardware, files: Files) {
    this.machine = machine;
    this.files = files;
  }

  /** The result of a command. */
  do(netFn: number, command: number, data: Buffer): Result {
    switch ((netFn << 8) | command) {
      case 0x0001:
        return this.status();
      case 0x0002:
        return this.control(data[0]);
      case 0x0008:
        return this.setBoot(data);
      case 0x0009:
        return this.boot(data[0]);
      case 0x042d:
        return this.reading(data[0] ?? 0);
      case 0x0601:
        return [0, 0x20, 1, 1, 0x40, 0x02, 0x8d, 0, 0, 0, 0, 0];
      case 0x0637:
        return [0, ...guidOf(this.machine.uuid)];
      case 0x063b:
        return [0, data[0] ?? 0];
      case 0x0c22:
        return data[1] === 1 ? [0, 0x11, this.machine.console ? 1 : 0] : [0x80];
      default:
        return netFn === 0x0a ? this.stored(command, data) : invalid;
    }
  }

  private status(): Result {
    const { power, drives, fans } = this.machine;
    const misc =
      (drives.some(({ health }) => health !== "OK") ? 4 : 0) |
      (fans.some((health) => health !== "OK") ? 8 : 0);
    const answer = [0, power === "On" ? 1 : 0, 0, misc, 0];
    passTime(this.machine, this.files);
    return answer;
  }

  private control(asked: number | undefined): Result {
    const power = asked === 1 ? "On" : "Off";
    if (asked === undefined || asked > 1) {
      return [0xcc];
    }
    if (this.machine.power !== power) {
      this.log.push(power);
      turn(this.machine, power);
    }
    return [0];
  }

  private setBoot([parameter, first = 0, second = 0]: Buffer): Result {
    if (parameter !== 5) {
      return [0x80];
    }
    const [, target = "None"] = devices.find(([code]) => code === (second & 0x3c)) ?? [];
    const isValid = (first & 0x80) !== 0;
    const enabled = isValid ? ((first & 0x40) === 0 ? "Once" : "Continuous") : "Disabled";
    const mode = (first & 0x20) === 0 ? "Legacy" : "UEFI";
    this.machine.override = { enabled, target: isValid ? target : "None", mode };
    this.log.push(`override ${enabled} ${this.machine.override.target}`);
    return [0];
  }

  private boot(parameter: number | undefined): Result {
    const { enabled, target, mode } = this.machine.override;
    const [code = 0] = devices.find(([, name]) => name === target) ?? [];
    const first =
      (enabled === "Disabled" ? 0 : 0x80) |
      (enabled === "Continuous" ? 0x40 : 0) |
      (mode === "UEFI" ? 0x20 : 0);
    return parameter === 5 ? [0, 1, 5, first, code, 0, 0, 0] : [0x80];
  }

  private reading(number: number): Result {
    const sensor = sensorsOf(this.machine)[number - 1];
    return sensor === undefined ? notThere : [0, 0, 0xc0, sensor.states & 0xff, sensor.states >> 8];
  }

  private stored(command: number, data: Buffer): Result {
    switch (command) {
      case 0x10: {
        const { length } = labelOf(this.machine);
        return data[0] === 0 ? [0, length & 0xff, length >> 8, 0] : notThere;
      }
      case 0x11: {
        const start = data.readUInt16LE(1);
        const some = labelOf(this.machine).subarray(start, start + (data[3] ?? 0));
        return [0, some.length, ...some];
      }
      case 0x20:
        return [0, 0x51, sensorsOf(this.machine).length, 0, 0xff, 0xff, ...Buffer.alloc(8), 0x02];
      case 0x22:
        this.reservation += 1;
        return [0, this.reservation, 0];
      case 0x40:
        return [0, 0x51, this.machine.fanLog.length, 0, 0xff, 0xff, ...Buffer.alloc(8), 0x02];
      case 0x43:
        return this.logged(Math.max(1, data.readUInt16LE(2)));
      case 0x23:
        return this.record(data);
      default:
        return invalid;
    }
  }

  /** Whoever reads a part of a record that is not its start has reserved the records. */
  private record(data: Buffer): Result {
    const sensors = sensorsOf(this.machine);
    const number = Math.max(1, data.readUInt16LE(2));
    const [offset = 0, count = 0] = data.subarray(4);
    const sensor = sensors[number - 1];
    if (sensor === undefined) {
      return notThere;
    }
    if (offset > 0 && data.readUInt16LE(0) !== this.reservation) {
      return [0xc5];
    }
    const next = number === sensors.length ? 0xffff : number + 1;
    const some = recordOf(sensor, number).subarray(offset, offset + count);
    return [0, next & 0xff, next >> 8, ...some];
  }

  /** An entry of the log: a fan crossed a limit, the milder one or both. */
  private logged(number: number): Result {
    const { fanLog } = this.machine;
    const entry = fanLog[number - 1];
    if (entry === undefined) {
      return notThere;
    }
    const record = Buffer.alloc(18);
    record.writeUInt16LE(number === fanLog.length ? 0xffff : number + 1);
    record.writeUInt16LE(number, 2);
    record.writeUInt32LE(new Date(entry.at).getTime() / 1000, 5);
    const direction = entry.health === "OK" ? 0x81 : 0x01;
    const state = entry.health === "Critical" ? 2 : 0;
    record.set([2], 4);
    record.set([0x20, 0, 4, 4, entry.fan + 1, direction, state, 0xff, 0xff], 9);
    return [0, ...record];
  }
}
