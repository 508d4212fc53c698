import { randomBytes } from "node:crypto";
import type { Patience } from "../remote/connection.js";
import { RemoteFailure } from "../remote/failure.js";
import type { WantedMachine } from "../service/hardware/document.js";
import { attemptWord } from "./attemptWord.js";
import { failingDrives, mismatches } from "./compare.js";
import type { Claim, Deposit } from "./deposit.js";
import type { ObservedHardware } from "./observed.js";
import type { Way } from "./way.js";

const installPause = 15_000;
/** Two hours. */
const installPolls = 480;
/** Five minutes, for what runs on a machine to end. */
const shutdownPolls = 20;

/** What a machine is worked on with. */
interface Work {
  readonly wanted: WantedMachine;
  readonly way: Way;
  readonly deposit: Deposit;
  readonly patience: Patience;
}

/**
 * Makes a machine what its document says: installs it once, and leaves what is installed alone
 * until a higher generation is asked for, which installs it anew. An installation that broke off goes on, or begins anew; nobody has the machine before it ends.
 * What is taken over counts as installed from then on; nothing of the machine is touched.
 *
 * @throws RemoteFailure when it is another machine, is not what was ordered, or is somebody's
 */
export async function keepMachine(
  way: Way,
  wanted: WantedMachine,
  deposit: Deposit,
  patience: Patience,
): Promise<ObservedHardware> {
  const seen = await way.inventory();
  refuseUnfit(wanted, mismatches(wanted, seen));
  const work = { wanted, way, deposit, patience };
  const stood = await deposit.claim();
  refuseClaimed(wanted, stood);
  const claim = stood && (await ofPresentName(work, stood));
  if (wanted.adopt) {
    await takeOver(work, claim);
    return seen;
  }
  refuseInUse(wanted, seen, claim, await way.medium());
  if (claim?.stage !== "installed" || isOlder(claim, wanted)) {
    refuseUnfit(wanted, [...failingDrives(wanted, seen), ...(await way.unable())]);
    await install(work, claim);
  }
  if (!wanted.retired) {
    await way.turn("On");
  }
  return way.inventory();
}

function refuseUnfit(wanted: WantedMachine, found: readonly string[]): void {
  if (found.length > 0) {
    throw new RemoteFailure(
      [
        `${wanted.asset} is not what was ordered for ${wanted.name}, and was not touched:`,
        ...found.map((line) => `  ${line}`),
      ].join("\n"),
    );
  }
}

/** A machine that another server has, or that is on its way back, is nobody else's. */
function refuseClaimed(wanted: WantedMachine, claim: Claim | undefined): void {
  const { asset, key, formerly = [] } = wanted;
  if (claim !== undefined && ![key, ...formerly].includes(claim.key)) {
    throw new RemoteFailure(`${asset} is the machine of ${claim.key}, and was not touched.`);
  }
  if (claim?.stage === "wiping") {
    throw new RemoteFailure(
      `The drives of ${asset} are being wiped, because its server was removed: let that end first.`,
    );
  }
}

/** A server with another name is the same server. */
async function ofPresentName({ wanted, deposit }: Work, claim: Claim): Promise<Claim> {
  const { key } = wanted;
  if (claim.key !== key) {
    await deposit.setClaim({ ...claim, key });
  }
  return { ...claim, key };
}

/** A machine with a system that was not installed from here is somebody's. */
function refuseInUse(
  { asset, mayErase, medium, name }: WantedMachine,
  { isRunningSystem, power, systems }: ObservedHardware,
  claim: Claim | undefined,
  inserted: string | undefined,
): void {
  const signs = [
    ...(systems?.map((system) => `it starts ${system} from a disk`) ?? [
      "its BMC does not tell what is on its disks",
    ]),
    ...(isRunningSystem ? ["an operating system runs on it"] : []),
    ...(power === "on" && !isRunningSystem ? ["it is on"] : []),
    ...(inserted !== undefined && inserted !== medium ? [`${inserted} is in its drive`] : []),
  ];
  if (claim === undefined && !mayErase && signs.length > 0) {
    throw new RemoteFailure(
      `${asset} may be in use, and was not touched: ${signs.join(", ")}. Nothing of it was installed ` +
        `as ${name}. If all that is on its disks may be lost, write "mayErase: true" at the asset in the catalog.`,
    );
  }
}

/** Writes down whose the machine is from now on, and that its system stands. */
async function takeOver({ wanted, deposit }: Work, claim: Claim | undefined): Promise<void> {
  const { asset, name } = wanted;
  if (claim === undefined) {
    await deposit.setClaim({ ...claimOf(wanted, newAttempt()), stage: "installed" });
  } else if (claim.stage !== "installed") {
    throw new RemoteFailure(
      `${asset} is being installed as ${name}, and was not touched: nothing stands there that could be ` +
        'taken over. Take "adopt" out of its entry.',
    );
  }
}

/** Whether what stands there, or is on its way, is of a generation before. */
function isOlder({ generation = 1 }: Claim, wanted: WantedMachine): boolean {
  return generation < (wanted.generation ?? 1);
}

function claimOf({ key, generation }: WantedMachine, attempt: string) {
  return { key, attempt, ...(generation !== undefined && { generation }) };
}

function newAttempt(): string {
  return randomBytes(12).toString("hex");
}

async function install(work: Work, claim: Claim | undefined): Promise<void> {
  const { wanted, way, deposit } = work;
  if (claim?.stage === "installed") {
    await shutDown(work);
  }
  const attempt = (await goesOn(work, claim)) ?? (await begin(work));
  await awaitEnd(work, attempt);
  await way.startFromDisk();
  await deposit.dropAnswers(wanted.answers);
  await deposit.setClaim({ ...claimOf(wanted, attempt), stage: "installed" });
}

/** What runs there has data on drives that stay: it is asked to end before the machine is off. */
async function shutDown({ way, patience }: Work): Promise<void> {
  if (!(await way.isOn()) || !(await way.askOff())) {
    return;
  }
  for (let poll = 0; poll < shutdownPolls && (await way.isOn()); poll += 1) {
    await patience.wait(installPause);
  }
}

/** The attempt that still runs or has just ended; undefined when there is none to wait for. */
async function goesOn(
  { wanted, way, deposit }: Work,
  claim: Claim | undefined,
): Promise<string | undefined> {
  if (claim === undefined || isOlder(claim, wanted)) {
    return undefined;
  }
  const isRunning =
    (await way.isOn()) && ((await way.worksFrom(wanted.medium)) ?? claim.stage === "installing");
  return isRunning || (await deposit.ended()) === claim.attempt ? claim.attempt : undefined;
}

/** Nothing is off before the claim says whose it is: a run that breaks off here is found again. */
async function begin({ wanted, way, deposit }: Work): Promise<string> {
  const attempt = newAttempt();
  await deposit.setAnswers(
    Object.fromEntries(
      Object.entries(wanted.answers).map(([name, text]) => [
        name,
        text.replaceAll(attemptWord, attempt),
      ]),
    ),
  );
  const claim = claimOf(wanted, attempt);
  await deposit.setClaim({ ...claim, stage: "preparing" });
  await way.turn("Off");
  await way.startOnceFrom(wanted.medium);
  await way.turn("On");
  await deposit.setClaim({ ...claim, stage: "installing" });
  return attempt;
}

/** An installation ends by saying so, and by turning the machine off. */
async function awaitEnd({ wanted, way, deposit, patience }: Work, attempt: string) {
  for (let poll = 0; poll < installPolls; poll += 1) {
    if (!(await way.isOn())) {
      if ((await deposit.ended()) === attempt) {
        return;
      }
      throw new RemoteFailure(
        `The installation of ${wanted.name} on ${wanted.asset} broke off: the machine is off, and the ` +
          'installation has not said that it ended. See its console; "pulumi up" begins anew.',
      );
    }
    await patience.wait(installPause);
  }
  throw new RemoteFailure(
    `The installation of ${wanted.name} on ${wanted.asset} has not ended within two hours. See its ` +
      'console; "pulumi up" goes on waiting.',
  );
}
