import { type Commands, commandProvider } from "../command/provider.js";
import { Anything } from "./anything.js";
import type { Place } from "./behaviour.js";
import type { JsonObject } from "./json.js";
import type { Platform } from "./platform.js";
import { Provider } from "./provider.js";
import { Refusal } from "./refusal.js";
import { type Problem, validate } from "./validate.js";
import type { World } from "./world.js";

export interface SimulatorOptions {
  /** Accepts every type and every input and stores it as it comes. */
  readonly acceptAnything?: boolean;
}

/** Whatever answers for a resource; the work of some takes a while. */
export type AnyProvider = Provider | Anything | Commands;

/** Settings of the engine that travel with the provider's. */
const ownedByEngine = ["version", "pluginDownloadURL", "__internal"];

/** All platforms behind one port. Each connection is one provider instance of the engine. */
export class Simulator {
  private readonly places = new Map<string, Place>();
  private readonly anything: Anything;

  readonly world: World;
  private readonly platforms: readonly Platform[];
  private readonly commands: Commands;
  private readonly options: SimulatorOptions;

  constructor(
    world: World,
    platforms: readonly Platform[],
    commands: Commands,
    options: SimulatorOptions,
  ) {
    this.world = world;
    this.platforms = platforms;
    this.commands = commands;
    this.options = options;
    this.anything = new Anything(world);
  }

  checkConfig(token: string, config: JsonObject): readonly Problem[] {
    const platform = this.find(token);
    if (platform === undefined || this.options.acceptAnything) {
      return [];
    }
    const own = Object.entries(config).filter(([key]) => !ownedByEngine.includes(key));
    return validate(platform.spec, platform.spec.config, Object.fromEntries(own));
  }

  /** Remembers which account or vCenter the connection belongs to. */
  configure(peer: string, token: string | undefined, config: JsonObject): void {
    const platforms = this.platforms.filter(
      ({ spec }) => token === undefined || spec.name === providerOf(token),
    );
    const failures: unknown[] = [];
    for (const { spec, behaviour } of platforms) {
      try {
        this.places.set(`${peer} ${spec.name}`, behaviour.connect(this.world.begin(), config));
      } catch (error) {
        failures.push(error);
      }
    }
    if (
      failures.length > 0 &&
      failures.length === platforms.length &&
      !this.options.acceptAnything
    ) {
      throw failures[0];
    }
  }

  /** The provider that answers for a type or function on a connection. */
  provider(peer: string, token: string): AnyProvider {
    if (this.options.acceptAnything) {
      return this.anything;
    }
    if (providerOf(token) === commandProvider) {
      return this.commands;
    }
    const platform = this.find(token);
    if (platform === undefined) {
      throw new Refusal(`${token}: the simulator does not know this platform`);
    }
    const place = this.places.get(`${peer} ${platform.spec.name}`);
    if (place === undefined) {
      throw new Refusal(`${token}: the provider was not configured`);
    }
    return new Provider(this.world, platform, place);
  }

  forget(peer: string): void {
    for (const key of this.places.keys()) {
      if (key.startsWith(`${peer} `)) {
        this.places.delete(key);
      }
    }
  }

  private find(token: string): Platform | undefined {
    return this.platforms.find(({ spec }) => spec.name === providerOf(token));
  }
}

/** `aws` of `aws:ec2/instance:Instance` and of `pulumi:providers:aws`. */
function providerOf(token: string): string | undefined {
  return token.startsWith("pulumi:providers:") ? token.split(":")[2] : token.split(":")[0];
}
