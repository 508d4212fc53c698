import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Engine, ensureEngine } from "../../cli/engine/engine.js";
import { type Finished, run } from "../../cli/engine/process.js";

const root = path.resolve(__dirname, "..", "..", "..");

/** Getting an engine may mean to build it: time for tests that need one, in milliseconds. */
export const engineTimeout = 20 * 60_000;

/** A project in a temporary folder with file state of its own, and the engine that runs it. */
export class Project {
  readonly folder: string;
  readonly #engine: Engine;

  private constructor(folder: string, engine: Engine) {
    this.folder = folder;
    this.#engine = engine;
  }

  /** Copies a fixture; its programs find the packages of this repository. */
  static async of(fixture: string): Promise<Project> {
    const engine = await ensureEngine();
    const folder = mkdtempSync(path.join(tmpdir(), `${fixture}-`));
    cpSync(path.join(root, "test", "engine", "fixtures", fixture), folder, { recursive: true });
    mkdirSync(path.join(folder, "state"));
    symlinkSync(
      realpathSync(path.join(root, "node_modules")),
      path.join(folder, "node_modules"),
      "dir",
    );
    return new Project(folder, engine);
  }

  /** Runs `pulumi` in the project, without colours. */
  pulumi(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return run(this.#engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
      cwd: this.folder,
      env: {
        ...process.env,
        ...this.#engine.env,
        PULUMI_BACKEND_URL: `file://${path.join(this.folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        // The repository's packages name providers that these programs don't use.
        PULUMI_OPTION_SKIP_PLUGIN_PRE_INSTALL: "true",
        ...env,
      },
    });
  }
}
