import { tagKeys } from "../../components/service/tags.js";
import { anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import { demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";
import { ssm } from "./ssm.js";

const assignment = "azure-native:maintenance:ConfigurationAssignmentsForSubscription";

/** What tells the servers of one window from all others of an account. */
const telling = [tagKeys.owner, tagKeys.patchGroup];

const target = (...keys: readonly string[]) => ({
  resourceType: "INSTANCE",
  targets: keys.map((key) => ({ key: `tag:${key}`, values: ["library"] })),
});

/** A window interrupts the servers that it was announced for, and nobody else's. */
export const narrowTargets: Rule = {
  id: "PAT-17",
  title: "Windows take servers by their owner and their patch group",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["MA-2", "CM-3"] },
  why:
    "A target that asks for the group only also takes the servers of every other customer who " +
    "calls a group the same, and restarts them in a window that was announced to nobody.",
  fix:
    "On AWS name tag:Owner and tag:PatchGroup in the targets, or the servers one by one in " +
    "InstanceIds. In Azure name both tags in filter.tagSettings.tags and ask for All of them.",
  tokens: [ssm.target, assignment],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A target for one group of one owner",
        type: ssm.target,
        inputs: target("Owner", "PatchGroup"),
      },
    ],
    fail: [
      {
        title: "A target for groups of everybody",
        type: ssm.target,
        inputs: target("PatchGroup"),
      },
      {
        title: "An assignment that any of two tags is enough for",
        type: assignment,
        inputs: {
          filter: { tagSettings: { filterOperator: "Any", tags: { Owner: ["library"] } } },
        },
      },
    ],
  },
  check: ({ type, inputs }: Resource) =>
    type === assignment ? checkFilter(inputs.get("filter")) : checkTarget(inputs.get("targets")),
};

function* checkTarget(targets: Field): Iterable<Finding> {
  const isListed = criterion(targets, "InstanceIds");
  for (const key of telling) {
    const isTold = anyOf(isListed, criterion(targets, `tag:${key}`));
    yield* reportIf(not(isTold), targets, wrong(key));
  }
}

/** Whether the targets ask for some value of `key`. */
function criterion(targets: Field, key: string): Certainty {
  const items = targets.items();
  if (items.state !== "known") {
    return items.state === "unknown" ? "maybe" : "no";
  }
  const own = items.value.filter((item) => item.state === "unknown" || mayBe(item, key));
  return anyOf(
    ...own.map((item) =>
      holds(item.get("key").text(), (text) => text === key) === "yes"
        ? namesSome(item.get("values"))
        : "maybe",
    ),
  );
}

function mayBe(item: Field, key: string): boolean {
  return holds(item.get("key").text(), (text) => text === key) !== "no";
}

function* checkFilter(filter: Field): Iterable<Finding> {
  const settings = filter.get("tagSettings");
  for (const key of telling) {
    const values = settings.get("tags").get(key);
    yield* reportIf(not(namesSome(values)), values, wrong(key));
  }
  const operator = settings.get("filterOperator");
  const isAll = (word: string) => word.toLowerCase() === "all";
  yield* demandText(operator, isAll, "one of its tags is enough", "passes");
}

function namesSome(list: Field): Certainty {
  const items = list.items();
  return items.state === "known"
    ? anyOf(...items.value.map((item) => holds(item.text(), (text) => text.trim() !== "")))
    : items.state === "unknown"
      ? "maybe"
      : "no";
}

function wrong(key: string): string {
  return `it also takes servers whose ${key} is another one`;
}
