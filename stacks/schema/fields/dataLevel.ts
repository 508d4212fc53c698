import { z } from "zod";
import { dataLevelRefusal, dataLevels } from "../../../components/service/dataLevel.js";
import { hinted } from "../report/hint.js";

/** A data level that the service offers. */
export const dataLevel = hinted(z.literal(dataLevels), {
  noun: "a data level",
  expected: "1 or 2",
  example: "2",
  refusal: dataLevelRefusal,
  fix: "Keep data of level 3 or 4 off these servers; write 1 or 2 only where that is their level.",
});
