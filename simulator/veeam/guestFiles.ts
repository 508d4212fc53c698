import { z } from "zod";
import { objectAt, objectsAt } from "../core/json.js";
import { type Call, find } from "./call.js";
import { changeMachine } from "./held.js";

/** What files hold, by where they are. */
type Files = Readonly<Record<string, string>>;

const files = z.record(z.string(), z.string());

/** The files on a disk: what is on it is a text, which names them where there are any. */
function filesOn(content: unknown): Files {
  try {
    return files.parse(JSON.parse(z.string().parse(content)));
  } catch {
    return {};
  }
}

/** The files that a restore point holds, by the label or the file of the disk on which they are. */
function disksHeld(call: Call, point: string): [string, Files][] {
  const held = objectAt(find(call, "HeldMachine", point)?.properties ?? {}, "held");
  const inVcenter = objectsAt(held, "disks").map(({ label, content }) => [label, content] as const);
  const onHyperv = Object.entries(objectAt(held, "contents"));
  const onHardware = Object.entries(objectAt(held, "drives"));
  return [...inVcenter, ...onHyperv, ...onHardware].flatMap(([disk, content]) =>
    typeof disk === "string" ? [[disk, filesOn(content)]] : [],
  );
}

/** The files that a restore point holds. */
export function filesHeld(call: Call, point: string): Files {
  return Object.assign({}, ...disksHeld(call, point).map(([, held]) => held));
}

/** Writes files of a restore point into the machine of now, each where it is told to be. */
export function writeFiles(call: Call, point: string, targets: Files): void {
  for (const [disk, held] of disksHeld(call, point)) {
    const own = Object.entries(targets).filter(([source]) => held[source] !== undefined);
    const written = (content: unknown) =>
      JSON.stringify({
        ...filesOn(content),
        ...Object.fromEntries(own.map(([source, target]) => [target, held[source]])),
      });
    if (own.length > 0) {
      changeMachine(call, point, {
        inVcenter: ({ properties }) => ({
          ...properties,
          disks: objectsAt(properties, "disks").map((one) =>
            one["label"] === disk ? { ...one, content: written(one["content"]) } : one,
          ),
        }),
        onHyperv: ({ contents }) => {
          contents[disk] = written(contents[disk]);
        },
        onHardware: (drive) => (drive.serial === disk ? written(drive.content) : drive.content),
      });
    }
  }
}
