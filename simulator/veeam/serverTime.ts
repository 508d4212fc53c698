import { Temporal } from "temporal-polyfill";
import type { Handler } from "./call.js";

/** Where the clock of the backup server hangs. */
export const serverTimeZone = "Europe/Berlin";

/** Tells what the clock of the backup server shows. */
export const getServerTime: Handler = ({ world }) => ({
  status: 200,
  body: {
    serverTime: Temporal.Instant.from(world.now()).toString({ timeZone: serverTimeZone }),
    timeZone: "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
  },
});
