import { type JsonObject, textAt } from "../core/json.js";
import { failure, find, type Handler } from "./call.js";
import { contentsHeld } from "./held.js";
import { page } from "./lists.js";
import { hypervDisks } from "./written.js";

/** The disks of a restore point; the API describes none of those that agents have backed up. */
export const getPointDisks: Handler = (call) => {
  const point = find(call, "RestorePoint", call.params["id"] ?? "");
  if (point === undefined) {
    return failure(404, "NotFound", "There is no such restore point.");
  }
  const platform = textAt(point.properties, "platformName") ?? "";
  if (platform !== "VMware" && platform !== "HyperV") {
    throw new Error(`the simulator has no disks of restore points of ${platform}`);
  }
  const disks =
    platform === "HyperV"
      ? hypervDisks(call, point.id)
      : Object.keys(contentsHeld(call, point.id)).map(
          (file, index): JsonObject => ({
            ...{ platform, uid: `${point.id}:${2000 + index}`, type: "Vi", capacity: 0 },
            ...{ name: file.replace(/\.vmdk$/, ""), state: "Processed" },
          }),
        );
  return page(disks, 0, disks.length);
};
