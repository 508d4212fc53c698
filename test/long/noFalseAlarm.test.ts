import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { run } from "../../cli/stack/run.js";
import { parseVerdict } from "../../policies/framework/verdictLine.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { estates } from "../stacks/estates.js";
import { foundAtFirst } from "./foundAtFirst.js";

/** How many servers; `npm run soak` takes 10,000. */
const count = Number(process.env["ALARM_SERVERS"] ?? 1000);
const seed = Number(process.env["ALARM_SEED"] ?? 20261121);
/** The networks of the catalog have so many addresses for good. */
const perStack = 200;
/** Accounts of the simulated organization, each with a baseline in two regions. */
const accounts = {
  lab: { platform: "aws", account: "333333333333", dataLevel: 2 },
  own: { platform: "aws", account: "222222222222", dataLevel: 1 },
};

type Generated = Readonly<Record<string, unknown>>;

/** Servers of generated estates, each with the defaults of its own estate, under new names. */
function* servers(batch: number): Generator<readonly [string, Generated]> {
  let made = 0;
  for (const [nth, estate] of fc.sample(estates, { seed: seed + batch, numRuns: 200 }).entries()) {
    for (const server of Object.values(estate.servers).filter(isInAccount)) {
      made += 1;
      const placed = placedAnew(server, made, nth);
      const isMoved = placed["platform"] === "vsphere" && made % 3 === 0;
      yield [`server-${made}`, { ...estate.defaults, ...(isMoved ? onHyperv(placed) : placed) }];
    }
  }
}

/** The other network on AWS stands in another customer's account. */
function isInAccount(server: object): boolean {
  return !JSON.stringify(server).includes("aws-library");
}

/** The same server on a host of Hyper-V, which has fewer images and networks. */
function onHyperv({ networks: _networks, apart: _apart, ...rest }: Generated): Generated {
  const image = rest["image"] === "rhel-9" ? "debian-12" : rest["image"];
  return { ...rest, platform: "hyperv", network: "hv-chemistry", image };
}

/** Gives a server an address of its own in the merged estate, and only its own peers. */
function placedAnew(server: object, made: number, nth: number): Generated {
  const { networks, apart, ...rest }: Record<string, unknown> = { ...server };
  return {
    ...rest,
    // More than 24 TiB are refused by vSphere.
    ...(rest["platform"] === "vsphere" && { memory: "64 GiB" }),
    ...(Array.isArray(networks) && {
      networks: networks.map((network: { readonly address?: string }) => ({
        ...network,
        ...(network.address && { address: network.address.replace(/\d+$/, String(made)) }),
      })),
    }),
    ...(apart !== undefined && { apart: `peers-${nth}` }),
  };
}

/** Leaves out from whom a server is kept apart where the others were left out. */
function inCompany(chosen: readonly (readonly [string, Generated])[]) {
  return chosen.map(([name, { apart, ...server }]) => {
    const peers = chosen.filter(
      ([, other]) => other["apart"] === apart && other["platform"] === server["platform"],
    );
    return [name, { ...server, ...(apart !== undefined && peers.length > 1 && { apart }) }];
  });
}

function estateOf(batch: number): { readonly size: number; readonly text: string } {
  const [estate] = fc.sample(estates, { seed: seed + batch, numRuns: 1 });
  const size = Math.min(perStack, count - batch * perStack);
  const chosen = Object.fromEntries(inCompany([...servers(batch)].slice(0, size)));
  const simulated = { aws: { account: "222222222222", region: "eu-central-1" } };
  const text = JSON.stringify({
    ...estate,
    ...simulated,
    asOf: "2026-11-21",
    servers: chosen,
    accounts,
  });
  return { size, text };
}

describe(`${count} generated servers that keep every rule`, function () {
  this.timeout(600_000);
  let ground: Ground;

  before(async () => {
    ground = await openGround();
    offerHyperv(ground.stacks, ground.world);
    await run(await ground.open("site"), "up");
  });

  after(() => ground.close());

  for (let batch = 0; batch * perStack < count; batch += 1) {
    it(`raise no alarm at the first preview, batch ${batch + 1}`, async () => {
      const { size, text } = estateOf(batch);
      await writeFile(join(ground.stacks, "chemistry.estate.yaml"), text);
      const { messages, servers: seen, isWhole } = await foundAtFirst(ground, "chemistry");
      const told = messages.map((message) => {
        const { verdict, rule, path } = parseVerdict(message) ?? {};
        return [verdict, rule, path].join(" ");
      });
      assert.deepEqual([...new Set(told)], []);
      assert.deepEqual([seen, isWhole], [size, true]);
    });
  }
});
