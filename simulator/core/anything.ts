import type { Answer, Before, Checked, DiffAnswer, ReadAnswer, Subject } from "./answers.js";
import { compare } from "./diff.js";
import type { JsonObject } from "./json.js";
import { seal, unseal } from "./secrets.js";
import type { Decoded } from "./wire.js";
import type { World } from "./world.js";

const nothingSpecial = { replaces: [], keeps: [], sets: [], documents: [], blanks: {} };

/** A platform without rules: every type is stored as it comes. For tests of policies. */
export class Anything {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  check(_subject: Subject, _olds: JsonObject, news: Decoded): Checked {
    return { inputs: news, problems: [] };
  }

  diff(_subject: Subject, { oldInputs, ignore }: Before, news: JsonObject): DiffAnswer {
    return {
      changes: compare(nothingSpecial, oldInputs, news, ignore),
      deleteBeforeReplace: false,
    };
  }

  create(subject: Subject, inputs: Decoded, preview: boolean): Answer {
    if (preview) {
      return { id: "", properties: inputs };
    }
    const world = this.world.begin();
    const id = `${subject.name}-${world.next()}`;
    world.put(this.object(subject, id, inputs), "created");
    world.commit();
    return { id, properties: inputs };
  }

  update(subject: Subject, { id }: Before, news: Decoded, preview: boolean): Answer {
    if (!preview) {
      const world = this.world.begin();
      world.put(this.object(subject, id, news), "updated");
      world.commit();
    }
    return { id, properties: news };
  }

  read(subject: Subject, id: string, state: Decoded, inputs: Decoded): ReadAnswer | undefined {
    const object = this.world.begin().get(this.object(subject, id, state));
    if (object === undefined) {
      return undefined;
    }
    const properties = unseal(object.properties, [state.value, inputs.value], this.world.salt);
    return { id, properties, inputs: properties };
  }

  delete(subject: Subject, id: string, state: JsonObject): void {
    const world = this.world.begin();
    world.drop(this.object(subject, id, { value: state, secrets: [] }));
    world.commit();
  }

  invoke(_token: string, args: JsonObject): JsonObject {
    return args;
  }

  private object({ token }: Subject, id: string, { value, secrets }: Decoded) {
    const platform = token.split(":")[0] ?? token;
    const properties = seal({ value, secrets }, this.world.salt);
    return { platform, place: "anywhere", kind: token, id, properties };
  }
}
