import { z } from "zod";
import { whole } from "./fields/choice.js";

const operations = "a number of operations a second";

const gp3 = z
  .strictObject({
    type: z.literal("gp3").describe("General purpose, with 3,000 operations a second included."),
    iops: whole(operations, 3000, 80_000)
      .describe("Provisioned operations a second, 3,000 when absent; 1 GiB for each 500.")
      .optional(),
    throughput: whole("a number of MiB a second", 125, 2000)
      .describe("Provisioned MiB a second, 125 when absent.")
      .optional(),
  })
  .describe("A general purpose volume.");

const io2 = z
  .strictObject({
    type: z.literal("io2").describe("Provisioned operations with a latency below a millisecond."),
    iops: whole(operations, 100, 256_000).describe(
      "Provisioned operations a second; a disk has 1 GiB or more for each 1,000.",
    ),
  })
  .describe("A volume with provisioned operations.");

/** The EBS volume behind a storage tier (Amazon EBS volume types). */
export const volume = z.discriminatedUnion("type", [gp3, io2]);
