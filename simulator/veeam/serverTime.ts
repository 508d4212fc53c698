import type { Handler } from "./call.js";

/** Tells what the clock of the backup server shows, which hangs in UTC. */
export const getServerTime: Handler = ({ world }) => ({
  status: 200,
  body: { serverTime: world.now(), timeZone: "(UTC) Coordinated Universal Time" },
});
