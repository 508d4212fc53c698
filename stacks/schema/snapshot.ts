import { z } from "zod";
import { line, name } from "./fields/text.js";
import { date } from "./fields/time.js";

/** A snapshot of a server's disks. */
export const snapshot = z
  .strictObject({
    purpose: line.describe("What the snapshot is taken for; it counts when it is taken."),
    owner: line.describe("Who answers for it; it counts when it is taken."),
    until: date.describe("The last planning date on which it is kept, at most 14 days ahead."),
  })
  .describe("A snapshot of the server's disks. It is no backup.");

/** The snapshots of a server by name. */
export const snapshots = z
  .record(name, snapshot)
  .describe(
    "Snapshots of the disks on vSphere and Hyper-V by name: at most 2. One that is taken out is removed.",
  );
