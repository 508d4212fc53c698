import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readCatalog, readEstate, readSite, refusalOf } from "../stacks/schema/read.js";
import { countRequests } from "./backPressure.js";
import { realClock } from "./clock.js";
import { buildEstate } from "./estate.js";
import { keepErrorsInspectable } from "./inspectable.js";
import { makePromisesLean } from "./leanPromises.js";
import { buildSite } from "./site.js";
import { userError } from "./userError.js";

/**
 * The stacks of what exists once for all customers: `site`, and `site-…` of other vCenters; every
 * other stack is an estate.
 */
const siteStacks = /^site(?:-|$)/;

async function build(): Promise<Readonly<Record<string, unknown>>> {
  const stack = pulumi.getStack();
  const folder = join(
    pulumi.getRootDirectory(),
    new pulumi.Config("comanaged").get("stacks") ?? "stacks",
  );
  return siteStacks.test(stack)
    ? buildSite(readSite(folder), readCatalog(folder))
    : buildEstate(
        {
          ...readEstate(folder, stack),
          room,
          refusalOf: (findings) => refusalOf(folder, stack, findings),
        },
        realClock(),
      );
}

const room = countRequests();
keepErrorsInspectable();
makePromisesLean();
module.exports = () => userError(build);
