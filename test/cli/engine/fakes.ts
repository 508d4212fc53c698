import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { engineVersion } from "../../../cli/engine/version.js";
import type { Way } from "../../../cli/engine/way.js";

/** A fresh temporary folder; the system clears it away. */
export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "engine-test-"));
}

/** Writes an executable shell script. */
export function writeScript(file: string, body: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/** Puts scripts into the folder that answer like an engine of this version. */
export function writeFakeEngine(bin: string, version: string = engineVersion): void {
  writeScript(path.join(bin, "pulumi"), `echo v${version}`);
  writeScript(path.join(bin, "pulumi-language-nodejs"), "exit 0");
}

/** A way that works at once. */
export function fakeWay(onFill: () => void = () => {}): Way {
  return {
    source: "built",
    fill: async (staging) => {
      onFill();
      writeFakeEngine(path.join(staging, "bin"));
      return undefined;
    },
  };
}

/** A way that can't be gone. */
export function closedWay(reason: string): Way {
  return { source: "downloaded", fill: async () => reason };
}
