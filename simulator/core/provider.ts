import type { Made, Place, PlatformBehaviour, ResourceBehaviour, Scene } from "./behaviour.js";
import { placeName } from "./behaviour.js";
import { type Change, compare } from "./diff.js";
import { given } from "./given.js";
import type { WorldObject } from "./journal.js";
import { type Json, type JsonObject, withoutNulls } from "./json.js";
import { checkLimits } from "./limits.js";
import type { Platform } from "./platform.js";
import { readInputs } from "./readInputs.js";
import { HalfDone, Refusal } from "./refusal.js";
import { seal, unseal } from "./secrets.js";
import type { ResourceSpec } from "./spec.js";
import { noRules, type Rules, withDefaults } from "./table.js";
import { type Problem, secretPaths, validate } from "./validate.js";
import { type Decoded, unknownValue } from "./wire.js";
import type { World } from "./world.js";

/** A resource as the engine names it. */
export interface Subject {
  readonly token: string;
  /** The name in its URN. */
  readonly name: string;
}

export interface Checked {
  readonly inputs: Decoded;
  readonly problems: readonly Problem[];
}

export interface Answer {
  readonly id: string;
  readonly properties: Decoded;
}

export interface ReadAnswer extends Answer {
  readonly inputs: Decoded;
}

export interface DiffAnswer {
  readonly changes: readonly Change[];
  readonly deleteBeforeReplace: boolean;
}

/** What the operations need to know about one type. */
interface Kind {
  readonly token: string;
  readonly spec: ResourceSpec;
  readonly rules: Rules;
  readonly behaviour: ResourceBehaviour;
}

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
    const inputs = named(
      kind,
      withDefaults(kind.rules, withoutNulls(news.value)),
      olds,
      name,
      seed,
    );
    const problems = [
      ...validate(this.platform.spec, kind.spec.inputs, inputs),
      ...checkLimits(kind.rules, inputs),
    ];
    if (problems.length === 0) {
      problems.push(...(kind.behaviour.check?.(inputs) ?? []));
    }
    return { inputs: { value: inputs, secrets: news.secrets }, problems };
  }

  diff(
    { token }: Subject,
    id: string,
    olds: JsonObject,
    oldInputs: JsonObject,
    news: JsonObject,
    ignore: readonly string[],
  ): DiffAnswer {
    const kind = this.kind(token);
    const { rules, spec, behaviour } = kind;
    const before = given(this.platform.spec, spec, managed(kind, olds, oldInputs), news);
    const how = {
      replaces: [
        ...rules.replaces,
        ...spec.replaces,
        ...(behaviour.alsoReplaces?.(olds, news) ?? []),
      ],
      keeps: rules.keeps,
      sets: rules.sets,
      documents: rules.documents,
    };
    const meaningless = behaviour.ignores?.(olds) ?? [];
    const changes = compare(how, before, withoutNulls(news), [...ignore, ...meaningless]);
    const replaced = changes.some((change) => change.replace);
    if (changes.length > 0) {
      const scene = this.scene(token, news);
      behaviour.plan?.(scene, news, replaced ? undefined : this.object(scene, token, id));
    }
    return { changes, deleteBeforeReplace: rules.deleteBeforeReplace };
  }

  create({ token }: Subject, inputs: Decoded, preview: boolean): Answer {
    const kind = this.kind(token);
    const scene = this.scene(token, inputs.value);
    kind.behaviour.plan?.(scene, inputs.value);
    if (preview) {
      return { id: "", properties: this.expected(kind, inputs) };
    }
    const made = kind.behaviour.create?.(scene, inputs.value) ?? plainMade(scene, kind.rules);
    const properties = this.finished(kind, { ...inputs.value, ...made.outputs }, inputs);
    scene.world.put(this.worldObject(scene, token, made.id, properties), "created");
    scene.world.commit();
    const told = { ...properties, value: declared(kind.spec, properties.value) };
    if (made.failed !== undefined) {
      throw new HalfDone(made.id, told, made.failed);
    }
    return { id: made.id, properties: told };
  }

  update(
    { token }: Subject,
    id: string,
    olds: JsonObject,
    news: Decoded,
    preview: boolean,
  ): Answer {
    const kind = this.kind(token);
    const scene = this.scene(token, news.value);
    const old = this.existing(scene, token, id);
    kind.behaviour.plan?.(scene, news.value, old);
    const before = unseal(old.properties, [olds, news.value], this.world.salt).value;
    const kept = withoutDropped(kind.spec, before, news.value);
    if (preview) {
      const expected = declared(kind.spec, { ...kept, ...news.value });
      return { id, properties: this.finished(kind, expected, news) };
    }
    const changed = kind.behaviour.update?.(scene, { ...old, properties: before }, news.value);
    const value = { ...kept, ...news.value, ...changed?.outputs };
    const properties = this.finished(kind, value, news);
    const object = this.worldObject(scene, token, id, properties);
    scene.world.put(object, "updated");
    for (const disk of changed?.dataLoss ?? []) {
      scene.world.record(object, "dataLoss", disk);
    }
    if (changed?.reboot !== undefined) {
      scene.world.record(object, "reboot", changed.reboot);
    }
    scene.world.commit();
    return { id, properties: { ...properties, value: declared(kind.spec, properties.value) } };
  }

  /** What the platform tells of an object; nothing when it is not there. */
  read({ token }: Subject, id: string, state: Decoded, inputs: Decoded): ReadAnswer | undefined {
    const kind = this.kind(token);
    const scene = this.scene(token, { ...inputs.value, ...state.value });
    const object = this.object(scene, token, id);
    const imported = Object.keys(inputs.value).length === 0;
    const { read = plainRead } = kind.behaviour;
    const told = object && read(scene, readable(kind, object), imported);
    if (object === undefined || told === undefined) {
      return undefined;
    }
    const opened = unseal(told, [state.value, inputs.value], this.world.salt);
    const kept = imported ? {} : pick({ ...state.value, ...inputs.value }, kind.rules.notRead);
    const properties = declared(kind.spec, { ...opened.value, ...kept });
    const secrets = [...opened.secrets, ...inputs.secrets];
    return {
      id: object.id,
      properties: { value: properties, secrets },
      inputs: {
        value: readInputs(
          this.platform.spec,
          kind.spec,
          properties,
          imported ? undefined : inputs.value,
        ),
        secrets,
      },
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
    const spec = this.platform.spec.functions[token];
    const behaviour = this.code.functions[token];
    if (spec === undefined || behaviour === undefined) {
      throw new Refusal(`${token}: the simulator does not know this function`);
    }
    const given = withoutNulls(args);
    const problems = validate(this.platform.spec, spec.inputs, given);
    if (problems.length > 0) {
      throw new Refusal(problems.map((p) => `${token}: ${p.property}: ${p.reason}`).join("; "));
    }
    const answer = behaviour(this.scene(token, given), given);
    return unseal(declared(spec, { ...given, ...answer }), [], this.world.salt).value;
  }

  private kind(token: string): Kind {
    const spec = this.platform.spec.resources[token];
    if (spec === undefined) {
      throw new Refusal(`${token}: the simulator does not know this resource type`);
    }
    return {
      token,
      spec,
      rules: this.platform.table[token] ?? noRules,
      behaviour: this.code.resources[token] ?? {},
    };
  }

  private scene(token: string, args: JsonObject): Scene {
    return { world: this.world.begin(), place: this.code.locate(this.place, token, args) };
  }

  private object(scene: Scene, token: string, id: string): WorldObject | undefined {
    const { platform } = scene.place;
    const found = scene.world.get({ platform, place: placeName(scene.place), kind: token, id });
    return found ?? this.kind(token).behaviour.find?.(scene, id);
  }

  private existing(scene: Scene, token: string, id: string): WorldObject {
    const object = this.object(scene, token, id);
    if (object === undefined) {
      throw new Refusal(`updating ${token} (${id}): couldn't find resource`);
    }
    return object;
  }

  private worldObject(scene: Scene, token: string, id: string, properties: Decoded): WorldObject {
    const { platform } = scene.place;
    const sealed = seal(properties, this.world.salt);
    return { platform, place: placeName(scene.place), kind: token, id, properties: sealed };
  }

  /** What is known at preview: the inputs; what the platform computes stays unknown. */
  private expected(kind: Kind, inputs: Decoded): Decoded {
    const computed = kind.spec.outputs.always.map((key): [string, Json] => [key, unknownValue]);
    return this.finished(kind, { ...Object.fromEntries(computed), ...inputs.value }, inputs);
  }

  /** The properties with every secret marked: those of the program and those of the schema. */
  private finished({ spec }: Kind, value: JsonObject, inputs: Decoded): Decoded {
    const own = secretPaths(this.platform.spec, spec.inputs, value);
    return { value, secrets: [...inputs.secrets, ...own] };
  }
}

function named(
  { rules, spec }: Kind,
  inputs: JsonObject,
  olds: JsonObject,
  name: string,
  seed: string,
): JsonObject {
  const { autoname } = rules;
  if (!autoname || inputs[autoname.property] !== undefined) {
    return inputs;
  }
  const { property, prefix } = autoname;
  if (spec.inputs.properties[property] === undefined) {
    return inputs;
  }
  return { ...inputs, [property]: olds[property] ?? `${prefix}${name}-${seed.slice(0, 7)}` };
}

/** What the program manages: its last inputs, and what appeared where it gave nothing. */
function managed({ spec, rules }: Kind, olds: JsonObject, oldInputs: JsonObject): JsonObject {
  const appeared = spec.outputs.sometimes.filter(
    (key) => spec.inputs.properties[key] !== undefined && !rules.notRead.includes(key),
  );
  return withoutNulls({ ...pick(olds, appeared), ...oldInputs });
}

function withoutDropped(spec: ResourceSpec, before: JsonObject, news: JsonObject): JsonObject {
  const dropped = new Set(spec.outputs.sometimes.filter((key) => news[key] === undefined));
  return Object.fromEntries(Object.entries(before).filter(([key]) => !dropped.has(key)));
}

function plainRead(_scene: Scene, { properties }: WorldObject): JsonObject {
  return properties;
}

function readable({ rules }: Kind, object: WorldObject): WorldObject {
  const { notRead } = rules;
  const told = Object.entries(object.properties).filter(([key]) => !notRead.includes(key));
  return { ...object, properties: Object.fromEntries(told) };
}

/** What the engine is told; the world knows more. */
function declared({ outputs }: Pick<ResourceSpec, "outputs">, properties: JsonObject): JsonObject {
  return pick(properties, [...outputs.always, ...outputs.sometimes]);
}

function pick(from: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

function plainMade({ world }: Scene, { idPrefix = "" }: Rules): Made {
  return { id: `${idPrefix}${world.next().toString(16).padStart(17, "0")}`, outputs: {} };
}
