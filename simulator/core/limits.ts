import { isList, isObject, type Json, type JsonObject, type Path } from "./json.js";
import { covers, showPath } from "./path.js";
import type { Rules } from "./table.js";
import { notAllowed, type Problem } from "./validate.js";
import { unknownValue } from "./wire.js";

/** Every value that the rules' allowed values, shapes and ranges refuse. */
export function checkLimits(rules: Rules, inputs: JsonObject): Problem[] {
  const limits = [
    ...Object.keys(rules.allowed),
    ...Object.keys(rules.patterns),
    ...Object.keys(rules.ranges),
  ];
  if (limits.length === 0) {
    return [];
  }
  return leaves(inputs, []).flatMap(([path, value]) =>
    value === unknownValue ? [] : checkLeaf(rules, path, value),
  );
}

function checkLeaf(rules: Rules, path: Path, value: Json): Problem[] {
  const shown = showPath(path);
  const problems: Problem[] = [];
  for (const [pattern, allowed] of Object.entries(rules.allowed)) {
    if (covers(pattern, shown) && !allowed.includes(value)) {
      problems.push(notAllowed(path, value, allowed));
    }
  }
  for (const [pattern, shape] of Object.entries(rules.patterns)) {
    if (covers(pattern, shown) && !(typeof value === "string" && new RegExp(shape).test(value))) {
      problems.push({ property: shown, reason: `invalid value for ${shown}: must match ${shape}` });
    }
  }
  for (const [pattern, [least, most]] of Object.entries(rules.ranges)) {
    if (covers(pattern, shown) && typeof value === "number" && (value < least || value > most)) {
      const reason = `expected ${shown} to be in the range (${least} - ${most}), got ${value}`;
      problems.push({ property: shown, reason });
    }
  }
  return problems;
}

function leaves(value: Json, path: Path): [Path, Json][] {
  if (isList(value)) {
    return value.flatMap((item, index) => leaves(item, [...path, index]));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  }
  return [[path, value]];
}
