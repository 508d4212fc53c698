import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { startBmc } from "../../simulator/physical/bmc.js";
import { startDeposit } from "../../simulator/physical/deposit.js";
import { newHardware } from "../../simulator/physical/newHardware.js";
import type { Hardware } from "../../simulator/physical/state.js";
import type { TestServer } from "./changingEstate.js";
import type { Ground } from "./ground.js";
import { medium, offerPhysical, physicalOfferOf } from "./physicalOffer.js";

/** What lets the account of the catalog in, at BMCs and at the deposit. */
interface Passwords {
  readonly bmc: string;
  readonly deposit: string;
}

/** What is ordered of a machine for a server. */
export type Order = Pick<Hardware, "cores" | "memory">;

/** What is ordered for a server with so many cores and so much memory. */
export function orderOf({ cpus, memory }: Required<Pick<TestServer, "cpus" | "memory">>): Order {
  const mib = 1024 * Number.parseInt(memory, 10);
  return { cores: [cpus], memory: [{ mib, health: "OK" }] };
}

/** Physical machines that are there for servers, and where they are installed from. */
export interface PhysicalFleet {
  /** Writes the secrets that lead to the machines to the settings of a stack. */
  readonly letIn: (stack: Stack) => Promise<void>;
  readonly stop: () => void;
}

const numbered = (index: number) => String(index + 1).padStart(2, "0");
const tagOf = (index: number) => `CH-01${numbered(index)}`;

/** What the entry of the server on one of the machines says besides what servers elsewhere say. */
export function placeInFleet(index: number): Pick<TestServer, "asset" | "networks"> {
  const networks = [{ name: "ph-chemistry", address: `10.9.3.${21 + index}` }];
  return { asset: tagOf(index), networks };
}

/** Delivers machines as they are ordered and has the catalog of a ground offer them. */
export async function deliverFleet(
  { world, stacks }: Ground,
  orders: readonly Order[],
  passwords: Passwords = { bmc: "bmc secret", deposit: "deposit secret" },
): Promise<PhysicalFleet> {
  const account = { user: "comanaged", password: passwords.bmc };
  const atDeposit = { user: "machines", password: passwords.deposit };
  const deposit = await startDeposit(atDeposit, () => "answered");
  const machines = await Promise.all(
    orders.map(async (order, index) => {
      const machine = delivered(index, order);
      const from = { files: deposit.files, media: [medium] };
      const bmc = await startBmc({ world, machine, account, ...from });
      return { tag: machine.assetTag, machine, bmc };
    }),
  );
  offerPhysical(stacks, physicalOfferOf(machines, deposit));
  return {
    letIn: async (stack) => {
      for (const [door, value] of Object.entries(passwords)) {
        await stack.setConfig(`comanaged:${door}Password`, { value, secret: true });
      }
    },
    stop: () => {
      for (const { stop } of [...machines.map(({ bmc }) => bmc), deposit]) {
        stop();
      }
    },
  };
}

function delivered(index: number, order: Order): Hardware {
  const number = numbered(index);
  return newHardware(`CZ01${number}`, `30373237-3132-4d32-3235-3039303401${number}`, {
    ...order,
    assetTag: tagOf(index),
    macs: [`b8:83:03:00:${number}:01`, `b8:83:03:00:${number}:02`],
  });
}
