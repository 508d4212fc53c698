import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { tenantControls } from "../../../cli/controls/tenant.js";
import { withFolder } from "../../stacks/refusal.js";

const site = readFileSync("stacks/site.yaml", "utf8");
const told = z.object({
  tenant: z.string(),
  controls: z.array(
    z.object({ control: z.string(), by: z.string(), until: z.string().optional() }),
  ),
});

const of = (text: string, json: boolean) =>
  withFolder({ "site.yaml": text }, (folder) => tenantControls(folder, json));

describe("the controls of a tenant", () => {
  it("are told one by one, with what the site does without", () => {
    const without = `${site}    asOf: 2026-11-21
    controls:
      NS-5: { reason: No public service, owner: Wei Li, until: 2027-01-31 }
`;
    const { tenant, controls } = told.parse(JSON.parse(of(without, true)));
    assert.equal(tenant, "0a0a0a0a-0000-4000-8000-00000000000a");
    assert.equal(controls.length, 85);
    assert.deepEqual(
      controls.filter(({ by }) => by === "exemption"),
      [{ control: "NS-5", by: "exemption", until: "2027-01-31" }],
    );
    assert.match(
      of(without, false),
      /NS-5 +│ exemption +│ No public service +│ Wei Li +│ until 2027/,
    );
  });

  it("are none where the site has no tenant", () => {
    const [before = ""] = site.split("azure:");
    assert.equal(of(before, false), "The site has no tenant under the baseline.\n");
  });
});
