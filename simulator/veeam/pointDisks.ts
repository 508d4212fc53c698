import { type JsonObject, textAt } from "../core/json.js";
import { failure, find, type Handler } from "./call.js";
import { contentsHeld } from "./held.js";
import { page } from "./lists.js";

/** The disks of a restore point; the API describes none of those that agents have backed up. */
export const getPointDisks: Handler = (call) => {
  const point = find(call, "RestorePoint", call.params["id"] ?? "");
  if (point === undefined) {
    return failure(404, "NotFound", "There is no such restore point.");
  }
  const platform = textAt(point.properties, "platformName") ?? "";
  const isHyperv = platform === "HyperV";
  if (platform !== "VMware" && !isHyperv) {
    throw new Error(`the simulator has no disks of restore points of ${platform}`);
  }
  const disks = Object.keys(contentsHeld(call, point.id)).map((file, index): JsonObject => {
    const uid = `${point.id}:${2000 + index}`;
    const common = { platform, uid, type: isHyperv ? "Hv" : "Vi", capacity: 0, state: "Processed" };
    const extent = { uid, name: file, path: "D:\\vms", size: 0 };
    return isHyperv
      ? { ...common, name: file, diskExtents: [extent] }
      : { ...common, name: file.replace(/\.vmdk$/, "") };
  });
  return page(disks, 0, disks.length);
};
