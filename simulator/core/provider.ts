import type { Answer, Before, Checked, DiffAnswer, ReadAnswer, Subject } from "./answers.js";
import type { Made, Place, PlatformBehaviour, Scene } from "./behaviour.js";
import { placeName } from "./behaviour.js";
import { compare } from "./diff.js";
import { given } from "./given.js";
import { invoke } from "./invoke.js";
import type { WorldObject } from "./journal.js";
import { type Json, type JsonObject, type Path, withoutNulls } from "./json.js";
import {
  comparison,
  declared,
  type Kind,
  managed,
  named,
  pick,
  plainRead,
  readable,
  withOwnKeys,
} from "./kind.js";
import { checkLimits } from "./limits.js";
import { merged } from "./merge.js";
import type { Platform } from "./platform.js";
import { readInputs } from "./readInputs.js";
import { HalfDone, Refusal } from "./refusal.js";
import { seal, secretTexts, unseal } from "./secrets.js";
import { noRules, type Rules, withDefaults } from "./table.js";
import { secretPaths, validate } from "./validate.js";
import { type Decoded, unknownValue } from "./wire.js";
import type { World } from "./world.js";

/** A platform's resources and functions, worked on in one place for one connection. */
export class Provider {
  private readonly code: PlatformBehaviour;
  private readonly world: World;
  private readonly platform: Platform;
  private readonly place: Place;

  constructor(world: World, platform: Platform, place: Place) {
    this.world = world;
    this.platform = platform;
    this.place = place;
    this.code = platform.behaviour;
  }

  check({ token, name }: Subject, olds: JsonObject, news: Decoded, seed: string): Checked {
    const kind = this.kind(token);
    const full = withDefaults(kind.rules, withoutNulls(news.value));
    const inputs = named(kind, full, olds, name, seed);
    const problems = [
      ...validate(this.platform.spec, kind.spec.inputs, inputs),
      ...checkLimits(kind.rules, inputs),
    ];
    if (problems.length === 0) {
      problems.push(...(kind.behaviour.check?.(inputs) ?? []));
    }
    return { inputs: { value: inputs, secrets: news.secrets }, problems };
  }

  diff({ token }: Subject, { id, olds, oldInputs, ignore }: Before, news: JsonObject): DiffAnswer {
    const kind = this.kind(token);
    const wanted = withoutNulls(news);
    const before = given(this.platform.spec, kind.spec, managed(kind, olds, oldInputs), wanted);
    const meaningless = [...ignore, ...(kind.behaviour.ignores?.(olds) ?? [])];
    const changes = compare(comparison(kind, olds, wanted), before, wanted, meaningless);
    const replaced = changes.some((change) => change.replace);
    if (changes.length > 0) {
      const scene = this.scene(token, news);
      kind.behaviour.plan?.(scene, news, replaced ? undefined : this.object(scene, token, id));
    }
    return { changes, deleteBeforeReplace: kind.rules.deleteBeforeReplace };
  }

  create({ token }: Subject, inputs: Decoded, preview: boolean): Answer {
    const kind = this.kind(token);
    const scene = this.scene(token, inputs.value);
    kind.behaviour.plan?.(scene, inputs.value);
    if (preview) {
      return { id: "", properties: this.expected(kind, scene, inputs) };
    }
    const made = kind.behaviour.create?.(scene, inputs.value) ?? plainMade(scene, kind.rules);
    const properties = this.withSecrets(kind, { ...inputs.value, ...made.outputs }, inputs.secrets);
    this.put(scene, token, made.id, properties, "created");
    this.commit(scene, properties);
    const told = tell(kind, properties);
    if (made.failed !== undefined) {
      throw new HalfDone(made.id, told, made.failed);
    }
    return { id: made.id, properties: told };
  }

  update({ token }: Subject, known: Before, news: Decoded, preview: boolean): Answer {
    const { id, olds, oldInputs, ignore } = known;
    const kind = this.kind(token);
    const scene = this.scene(token, news.value);
    const old = this.existing(scene, token, id);
    const opened = unseal(old.properties, [news.value, olds, oldInputs], this.world.salt);
    const world = { ...opened.value, ...pick(olds, kind.rules.notRead) };
    const inputs = merged(kind, { world, oldInputs, news: news.value }, ignore);
    kind.behaviour.plan?.(scene, inputs, { ...old, properties: world });
    const next = { ...withoutDropped(kind, world, inputs), ...inputs };
    const secrets = [...news.secrets, ...opened.secrets];
    if (preview) {
      const planned = { ...next, ...this.computed(kind, scene, inputs) };
      return { id, properties: tell(kind, this.withSecrets(kind, planned, secrets)) };
    }
    const changed = kind.behaviour.update?.(scene, { ...old, properties: world }, inputs);
    const properties = this.withSecrets(kind, { ...next, ...changed?.outputs }, secrets);
    const object = this.put(scene, token, id, properties, "updated");
    for (const disk of changed?.dataLoss ?? []) {
      scene.world.record(object, "dataLoss", disk);
    }
    if (changed?.reboot !== undefined) {
      scene.world.record(object, "reboot", changed.reboot);
    }
    this.commit(scene, properties);
    return { id, properties: tell(kind, properties) };
  }

  /** What the platform tells of an object; nothing when it is not there. */
  read({ token }: Subject, asked: string, state: Decoded, inputs: Decoded): ReadAnswer | undefined {
    const kind = this.kind(token);
    const { id, args } = this.code.located?.(asked) ?? { id: asked, args: {} };
    const scene = this.scene(token, { ...args, ...inputs.value, ...state.value });
    const isImport = Object.keys(state.value).length === 0;
    const { find } = kind.behaviour;
    const object = isImport && find ? find(scene, id) : this.object(scene, token, id);
    const last = Object.keys(inputs.value).length > 0 ? inputs.value : undefined;
    const { read = plainRead } = kind.behaviour;
    const told = object && read(scene, readable(kind, object), last === undefined);
    if (object === undefined || told === undefined) {
      return undefined;
    }
    const opened = unseal(told, [state.value, inputs.value], this.world.salt);
    const kept = last ? pick({ ...state.value, ...last }, kind.rules.notRead) : {};
    const seen = last ? withOwnKeys(kind, opened.value, last) : opened.value;
    const value = declared(kind.spec, { ...seen, ...kept });
    const secrets = [...opened.secrets, ...inputs.secrets];
    return {
      id: object.id,
      properties: { value, secrets },
      inputs: { value: readInputs(this.platform.spec, kind.spec, value, last), secrets },
    };
  }

  delete({ token }: Subject, id: string, state: JsonObject): void {
    const kind = this.kind(token);
    const scene = this.scene(token, state);
    const object = this.object(scene, token, id);
    if (object === undefined) {
      return;
    }
    const stays = kind.behaviour.remove?.(scene, object);
    if (stays) {
      scene.world.put(stays, "deleted");
    } else {
      scene.world.drop(object);
    }
    scene.world.commit();
  }

  invoke(token: string, args: JsonObject): JsonObject {
    const answer = invoke(this.platform, token, args, (asked) => this.scene(token, asked));
    return unseal(answer, [], this.world.salt).value;
  }

  private kind(token: string): Kind {
    const spec = this.platform.spec.resources[token];
    if (spec === undefined) {
      throw new Refusal(`${token}: the simulator does not know this resource type`);
    }
    const rules = this.platform.table[token] ?? noRules;
    return { token, spec, rules, behaviour: this.code.resources[token] ?? {} };
  }

  private scene(token: string, args: JsonObject): Scene {
    const place = this.code.locate(this.place, token, args);
    const scene = { world: this.world.begin(), place };
    this.code.enter?.(scene);
    return scene;
  }

  private object(scene: Scene, token: string, id: string): WorldObject | undefined {
    const { platform } = scene.place;
    return scene.world.get({ platform, place: placeName(scene.place), kind: token, id });
  }

  private existing(scene: Scene, token: string, id: string): WorldObject {
    const object = this.object(scene, token, id);
    if (object === undefined) {
      throw new Refusal(`updating ${token} (${id}): couldn't find resource`);
    }
    return object;
  }

  private put(
    scene: Scene,
    token: string,
    id: string,
    properties: Decoded,
    what: "created" | "updated",
  ): WorldObject {
    const { platform } = scene.place;
    const sealed = seal(properties, this.world.salt);
    const object = { platform, place: placeName(scene.place), kind: token, id, properties: sealed };
    scene.world.put(object, what);
    return object;
  }

  private commit(scene: Scene, properties: Decoded): void {
    scene.world.commit(secretTexts(properties));
  }

  /**
   * What is known at preview: the inputs, and what the provider computes by itself; what the
   * platform computes stays unknown.
   */
  private expected(kind: Kind, scene: Scene, { value, secrets }: Decoded): Decoded {
    const unknown = kind.spec.outputs.always.map((key): [string, Json] => [key, unknownValue]);
    const computed = this.computed(kind, scene, value);
    const expected = { ...Object.fromEntries(unknown), ...computed, ...value };
    return this.withSecrets(kind, expected, secrets);
  }

  private computed({ spec }: Kind, scene: Scene, inputs: JsonObject): JsonObject {
    return declared(spec, this.code.computed?.(scene, inputs) ?? {});
  }

  /** Marks the secrets: those of the program and those of the schema. */
  private withSecrets({ spec }: Kind, value: JsonObject, secrets: readonly Path[]): Decoded {
    return { value, secrets: [...secrets, ...secretPaths(this.platform.spec, spec.inputs, value)] };
  }
}

function tell({ spec }: Kind, { value, secrets }: Decoded): Decoded {
  return { value: declared(spec, value), secrets };
}

function withoutDropped({ spec }: Kind, world: JsonObject, inputs: JsonObject): JsonObject {
  const { sometimes } = spec.outputs;
  const left = Object.entries(world).filter(([key]) => key in inputs || !sometimes.includes(key));
  return Object.fromEntries(left);
}

function plainMade({ world }: Scene, { idPrefix = "" }: Rules): Made {
  return { id: `${idPrefix}${world.next().toString(16).padStart(17, "0")}`, outputs: {} };
}
