import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answersFor } from "../../../components/hardware/answers/answers.js";
import { run } from "../../../components/hardware/run.js";
import type { Action, Outcome } from "../../../components/remote/outcome.js";
import type { MachineDocument } from "../../../components/service/hardware/document.js";
import type { PatchProduct } from "../../../components/service/patchProducts.js";
import { type RunningBmc, startBmc } from "../../../simulator/physical/bmc.js";
import {
  type Fate,
  type RunningDeposit,
  startDeposit,
} from "../../../simulator/physical/deposit.js";
import { newHardware } from "../../../simulator/physical/newHardware.js";
import type { Hardware } from "../../../simulator/physical/state.js";

export const serial = "CZ0042";
export const uuid = "30373237-3132-4d32-3235-303930344b57";
export const medium = "https://install.example.edu/debian-12.iso";

/** The account of BMCs. */
export const bmcAccount = { user: "comanaged", password: "bmc secret" };
/** The account of deposits. */
export const depositAccount = { user: "machines", password: "deposit secret" };

/** Passwords, which nothing may ever say. */
export const secrets = [bmcAccount.password, depositAccount.password];

/** What a machine of the tests is ordered as. */
export type Ordered = MachineDocument["sections"]["machine"];

/** What an installation of the tests is told. */
export const told = (product: PatchProduct, endedAt: string) =>
  answersFor(product, {
    ...{ name: "db", systemDrive: `${serial}-D1`, timeZone: "Europe/Berlin", endedAt },
    interface: {
      ...{ mac: "b8:83:03:00:42:01", address: "10.9.3.21" },
      plan: {
        ...{ cidr: "10.9.3.0/24", static: { from: "10.9.3.20", to: "10.9.3.60" } },
        ...{ gateway: "10.9.3.1", dnsServers: ["10.240.0.53", "10.240.0.54"] },
      },
    },
    account: "comanaged",
    publicKey: "ssh-ed25519 AAAA",
  });

/** What the program is told of a machine behind a BMC. */
export function documentOf(
  bmc: MachineDocument["sections"]["bmc"],
  deposit: RunningDeposit,
  different: Partial<Ordered>,
): MachineDocument {
  const { address, fingerprint } = deposit;
  return {
    version: 1,
    sections: {
      machine: {
        ...{ key: "comanaged/chemistry/db", name: "db", asset: "CH-0042", serial, uuid },
        os: "linux",
        ...{ cpus: 4, memoryGiB: 16, tpm: true, mayErase: false, retired: false, medium },
        disks: [
          { label: "system", sizeGiB: 400, serial: `${serial}-D1` },
          { label: "data", sizeGiB: 1700, serial: `${serial}-D2` },
        ],
        interfaces: [{ network: "ph-chemistry", mac: "b8:83:03:00:42:01", address: "10.9.3.21" }],
        answers: told("debian-12", `${address}/${serial}/done`),
        tags: { Owner: "chemistry" },
        ...different,
      },
      bmc,
      deposit: { address, trust: { fingerprint }, ...depositAccount },
    },
  };
}

/** What differs of a machine that somebody else has installed and that runs. */
export const standing = {
  ...{ power: "On", system: "debian" },
  installed: { attempt: "by hand", name: "db", address: "10.9.3.21", isWindows: false },
} satisfies Partial<Hardware>;

/** A machine with its BMC and a deposit, and whoever is sent there. */
export class Workbench {
  readonly bmc: RunningBmc;
  readonly deposit: RunningDeposit;
  /** Requests so far, and what becomes of each. */
  requests = 0;
  fate: (request: number) => Fate = () => "answered";
  private readonly world: string;

  private constructor(world: string, bmc: RunningBmc, deposit: RunningDeposit) {
    this.world = world;
    this.bmc = bmc;
    this.deposit = deposit;
  }

  static async open(different: Partial<Hardware> = {}): Promise<Workbench> {
    const world = mkdtempSync(join(tmpdir(), "comanaged-bmc-"));
    const opened: { bench?: Workbench } = {};
    const fate = (): Fate => opened.bench?.next() ?? "answered";
    const deposit = await startDeposit(depositAccount, fate);
    const machine = newHardware(serial, uuid, { assetTag: "CH-0042", ...different });
    const options = { world, machine, account: bmcAccount, files: deposit.files, fate };
    const bmc = await startBmc({ ...options, media: [medium] });
    const bench = new Workbench(world, bmc, deposit);
    opened.bench = bench;
    return bench;
  }

  close(): void {
    this.bmc.stop();
    this.deposit.stop();
    rmSync(this.world, { recursive: true, force: true });
  }

  document(different: Partial<Ordered> = {}): MachineDocument {
    const { address, fingerprint } = this.bmc;
    const bmc = { address, trust: { fingerprint }, ...bmcAccount };
    return documentOf(bmc, this.deposit, different);
  }

  /** Runs the program, with a patience that takes no time. */
  run(
    action: Action,
    document = this.document(),
    inAll = 60_000,
    request = 5_000,
  ): Promise<Outcome> {
    const patience = { request, inAll, wait: () => Promise.resolve() };
    return run(action, JSON.stringify(document), patience);
  }

  private next(): Fate {
    this.requests += 1;
    return this.fate(this.requests);
  }
}
