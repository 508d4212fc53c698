import type { HardwareFault } from "../observed.js";

type Part = HardwareFault["part"];
type Severity = HardwareFault["severity"];

/** What a state of a sensor means where it is not well. */
export interface Meaning {
  readonly severity: Severity;
  readonly what: string;
}

const warning = (what: string): Meaning => ({ severity: "warning", what });
const critical = (what: string): Meaning => ({ severity: "critical", what });

/** The kinds of sensors that tell of parts that may fail. IPMI 2.0, table 42-3. */
const parts: Readonly<Record<number, Part>> = {
  1: "temperature",
  4: "fan",
  7: "processor",
  8: "power",
  12: "memory",
  13: "drive",
};

type Meanings = Readonly<Record<number, Meaning>>;

/** States that all kinds of sensors share, by the kind of reading. IPMI 2.0, table 42-2. */
const shared: Readonly<Record<number, Meanings>> = {
  4: { 1: warning("is about to fail") },
  5: { 1: warning("is beyond its limit") },
  7: {
    1: warning("is not well"),
    2: critical("fails"),
    3: critical("has failed"),
    4: warning("is not well"),
    5: critical("fails"),
    6: critical("has failed"),
  },
  11: {
    1: critical("has no redundancy any more"),
    2: warning("has less redundancy"),
    3: warning("has no redundancy"),
    4: warning("has no redundancy"),
    5: critical("has not enough resources"),
    6: warning("has less redundancy"),
    7: warning("has less redundancy"),
  },
};

/** States of one kind of sensor. IPMI 2.0, table 42-3. */
const own: Readonly<Record<number, Meanings>> = {
  7: {
    0: critical("has an internal error"),
    1: critical("was too hot and was stopped"),
    2: critical("failed its self-test"),
    3: critical("hung while it started"),
    4: critical("was not initialized"),
    5: critical("is not configured as it should be"),
    6: critical("has an error that cannot be corrected"),
    8: warning("is disabled"),
    10: warning("is slowed down"),
    11: critical("has an error that cannot be corrected"),
    12: warning("corrects errors"),
  },
  8: {
    1: critical("has failed"),
    2: warning("is about to fail"),
    3: critical("has no input"),
    4: critical("has no input, or one out of range"),
    5: warning("has an input out of range"),
    6: warning("is not configured as it should be"),
  },
  12: {
    0: warning("corrects errors"),
    1: critical("has an error that cannot be corrected"),
    2: critical("has a parity error"),
    3: warning("could not be scrubbed"),
    4: warning("is disabled"),
    5: warning("corrects more errors than it should"),
    7: critical("is not configured as it should be"),
    9: warning("is slowed down"),
    10: critical("is too hot"),
  },
  13: {
    1: critical("has failed"),
    2: warning("is about to fail"),
    5: critical("is in an array that fails"),
    6: critical("is in an array that has failed"),
    7: warning("is being rebuilt"),
    8: critical("was not rebuilt"),
  },
};

const thresholdReading = 1;
const ownReading = 0x6f;

/** The part that a kind of sensor tells of; undefined where it is none that may fail. */
export function partOf(sensorType: number): Part | undefined {
  return parts[sensorType];
}

/** What a state means, of a sensor whose readings are states, or in the log. */
export function meaningOf(
  sensorType: number,
  readingType: number,
  state: number,
): Meaning | undefined {
  switch (readingType) {
    case thresholdReading:
      return crossed(Math.floor(state / 2));
    case ownReading:
      return own[sensorType]?.[state];
    default:
      return shared[readingType]?.[state];
  }
}

/** What the states mean that a sensor is in: the worst first. */
export function worstOf(
  sensorType: number,
  readingType: number,
  states: number,
): Meaning | undefined {
  const found = Array.from({ length: 15 }, (_, state) => state)
    .filter((state) => ((states >> state) & 1) === 1)
    .flatMap((state) => {
      const meaning =
        readingType === thresholdReading
          ? crossed(state)
          : meaningOf(sensorType, readingType, state);
      return meaning ?? [];
    });
  return found.find(({ severity }) => severity === "critical") ?? found[0];
}

/** Thresholds in their order: three lower ones, then three upper ones, each time the mildest first. */
function crossed(threshold: number): Meaning | undefined {
  if (threshold > 5) {
    return undefined;
  }
  const what = threshold < 3 ? "is below its limit" : "is above its limit";
  return threshold % 3 === 0 ? warning(what) : critical(what);
}
