import path from "node:path";
import { languageHostFile, pulumiFile } from "./folder.js";
import { run } from "./process.js";
import { Progress } from "./progress.js";
import { engineVersion } from "./version.js";
import type { Way } from "./way.js";

const commandLine = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The Go module that names the engine's source: `tools/` at the root of the package. */
const toolsFolder = path.resolve(__dirname, "..", "..", "..", "tools");

/** Builds the engine from Go modules: about five minutes on two cores, seconds once cached. */
export const build: Way = {
  source: "built",
  async fill(staging, report) {
    const options = { cwd: toolsFolder, env: goEnvironment() };
    const usable = await run("go", ["list", "-m"], options);
    if (usable.code !== 0) return goProblem(usable.output);
    const progress = new Progress(`Building the Pulumi engine v${engineVersion}`, report);
    const { code, output } = await run("go", goArguments(staging), options, (text) =>
      progress.hear(text),
    );
    progress.end();
    return code === 0 ? undefined : `building it from source failed:\n${lastLines(output)}`;
  },
};

function goArguments(staging: string): string[] {
  const flags = `-s -w -X ${versionVariable}=v${engineVersion}`;
  const target = path.join(staging, "bin") + path.sep;
  return [
    ...["build", "-v", "-trimpath", "-ldflags", flags, "-o", target],
    ...[commandLine, `./${path.parse(languageHostFile).name}`],
  ];
}

/** As Pulumi builds it: without a C compiler. A workspace around us must not change the versions. */
function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
}

function goProblem(output: string): string {
  if (output.includes("ENOENT")) return "Go, which could build it from source, is not on the PATH";
  return `it can't be built from source (${output.trim().split("\n").at(-1) ?? pulumiFile})`;
}

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-10).join("\n");
}
