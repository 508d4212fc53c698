import assert from "node:assert/strict";
import fc from "fast-check";
import { planBaselines } from "../../../components/patching/awsPatching.plan.js";
import { databasePackages } from "../../../components/patching/databasePackages.js";
import { patchProducts } from "../../../components/service/patchProducts.js";

const schedule = {
  window: { dates: ["2026-12-15"], start: "21:00", durationMinutes: 180, timeZone: "UTC" },
};

const baselinesOf = (products: readonly (typeof patchProducts)[number][]) =>
  planBaselines({ schedule, approveAfterDays: 5, products });

describe("the baselines of a patch group on AWS", () => {
  it("leave databases out within the limits of Systems Manager, whatever products are together", () => {
    fc.assert(
      fc.property(fc.subarray([...patchProducts], { minLength: 1 }), (products) => {
        for (const { system, rejected } of baselinesOf(products)) {
          // CreatePatchBaseline takes 50 of at most 100 characters.
          assert.ok(rejected.length <= 50, `${rejected.length} on ${system}`);
          assert.equal(new Set(rejected).size, rejected.length);
          assert.equal(rejected.length === 0, system === "WINDOWS");
          for (const name of rejected) {
            const isName = /^[a-z0-9][a-z0-9.+-]{1,99}$/.test(name);
            assert.ok(system === "REDHAT_ENTERPRISE_LINUX" || isName, name);
            assert.ok(
              databasePackages.some((mask) => name.startsWith(mask.replace(/\*$/, ""))),
              `${name} is left out here only`,
            );
          }
        }
      }),
    );
  });

  it("name the packages that the distributions ship", () => {
    const [debian] = baselinesOf(["debian-12"]);
    for (const name of ["mariadb-server", "mariadb-plugin-provider-lzma", "postgresql-15"]) {
      assert.ok(debian?.rejected.includes(name), name);
    }
    const [ubuntu] = baselinesOf(["ubuntu-22.04"]);
    assert.ok(ubuntu?.rejected.includes("mysql-server-core-8.0"));
    assert.deepEqual(baselinesOf(["rhel-9"])[0]?.rejected, [...databasePackages].sort());
  });
});
