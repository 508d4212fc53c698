import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../components/hardware/run.js";
import type { Action, Outcome } from "../../../components/remote/outcome.js";
import type { MachineDocument } from "../../../components/service/hardware/document.js";
import {
  type Fate,
  type RunningDeposit,
  startDeposit,
} from "../../../simulator/physical/deposit.js";
import { type RunningIpmiBmc, startIpmiBmc } from "../../../simulator/physical/ipmi/bmc.js";
import { newHardware } from "../../../simulator/physical/newHardware.js";
import type { Hardware } from "../../../simulator/physical/state.js";
import { bmcAccount, depositAccount, documentOf, type Ordered, serial, uuid } from "./bench.js";

/** A machine whose BMC speaks nothing but IPMI, a deposit, and whoever is sent there. */
export class IpmiBench {
  readonly bmc: RunningIpmiBmc;
  readonly deposit: RunningDeposit;
  /** Requests and datagrams so far, and what becomes of each. */
  requests = 0;
  fate: (request: number) => Fate = () => "answered";
  private readonly world: string;

  private constructor(world: string, bmc: RunningIpmiBmc, deposit: RunningDeposit) {
    this.world = world;
    this.bmc = bmc;
    this.deposit = deposit;
  }

  static async open(
    different: Partial<Hardware> = {},
    suites?: readonly (3 | 17)[],
  ): Promise<IpmiBench> {
    const world = mkdtempSync(join(tmpdir(), "comanaged-ipmi-"));
    const opened: { bench?: IpmiBench } = {};
    const fate = (): Fate => opened.bench?.next() ?? "answered";
    const deposit = await startDeposit(depositAccount, fate);
    const machine = newHardware(serial, uuid, { assetTag: "CH-0042", ...different });
    const bmc = await startIpmiBmc({
      ...{ world, machine, account: { ...bmcAccount }, files: deposit.files, fate },
      ...(suites && { suites }),
    });
    const bench = new IpmiBench(world, bmc, deposit);
    opened.bench = bench;
    return bench;
  }

  close(): void {
    this.bmc.stop();
    this.deposit.stop();
    rmSync(this.world, { recursive: true, force: true });
  }

  document(
    different: Partial<Ordered> = {},
    way: { readonly cipherSuite?: 3 | 17; readonly password?: string } = {},
  ): MachineDocument {
    const { address } = this.bmc;
    const bmc = { address, cipherSuite: 17 as const, ...bmcAccount, ...way };
    return documentOf(bmc, this.deposit, { mayErase: true, ...different });
  }

  /** Runs the program, with a patience that takes no time. */
  run(
    action: Action,
    document = this.document(),
    { request = 5_000, inAll = 60_000 } = {},
  ): Promise<Outcome> {
    const patience = { request, inAll, wait: () => Promise.resolve() };
    return run(action, JSON.stringify(document), patience);
  }

  private next(): Fate {
    this.requests += 1;
    return this.fate(this.requests);
  }
}
