import { type CrashSite, crashPoints, openCrashSite, surviveCrash } from "../engine/crashes.js";

/** How many points to crash at; the long run takes 50. */
const count = Number(process.env["CRASHES"] ?? 2);
const seed = Number(process.env["CRASH_SEED"] ?? 20261121);

describe("kill -9 of engine, program and simulator during an up", () => {
  let site: CrashSite;

  before(async function () {
    this.timeout(180_000);
    site = await openCrashSite();
  });

  after(() => site.template.close());

  for (const [index, point] of crashPoints(count, seed).entries()) {
    it(`doubles and loses nothing: point ${index + 1}, ${JSON.stringify(point)}`, async function () {
      this.timeout(120_000);
      await surviveCrash(site, point);
    });
  }
});
