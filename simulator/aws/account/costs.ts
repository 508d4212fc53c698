import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, objectAt, textAt } from "../../core/json.js";
import { uuidOf } from "../../core/numbers.js";
import { Refusal } from "../../core/refusal.js";
import { apiError } from "../apiError.js";
import { common } from "../common.js";
import { arn } from "../ids.js";
import { accountKinds, oneThere, there } from "./kinds.js";

const budgetId = ({ place }: Scene, name: string) => `${place.owner}:${name}`;

/** What may be spent; its name exists once in an account. */
export const budget: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "name") ?? "";
    if (oneThere(scene, accountKinds.budget, budgetId(scene, name))) {
      const text = `Error creating budget: ${name} - the budget already exists.`;
      throw apiError("Budgets", "CreateBudget", "DuplicateRecordException", text);
    }
    return { id: budgetId(scene, name), outputs: budgetOutputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => ({ outputs: budgetOutputs(scene, inputs) }),
};

function budgetOutputs(scene: Scene, inputs: JsonObject): JsonObject {
  return {
    ...common(scene, inputs),
    accountId: scene.place.owner,
    arn: arn(scene.place, "budgets", `budget/${textAt(inputs, "name") ?? ""}`),
    costFilters: inputs["costFilters"] ?? [],
    costTypes: inputs["costTypes"] ?? {},
    namePrefix: "",
    timePeriodStart: textAt(inputs, "timePeriodStart") ?? "2026-01-01_00:00",
  };
}

/** What notices that costs change; an account has room for one that looks at all services. */
export const anomalyMonitor: ResourceBehaviour = {
  create: (scene, inputs) => {
    const isWhole = (properties: JsonObject) => properties["monitorDimension"] === "SERVICE";
    const others = there(scene, accountKinds.anomalyMonitor);
    if (isWhole(inputs) && others.some(({ properties }) => isWhole(properties))) {
      const text = "Limit exceeded on dimensional spend monitor creation";
      throw apiError("Cost Explorer", "CreateAnomalyMonitor", "LimitExceededException", text);
    }
    return costThing(scene, inputs, "anomalymonitor");
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
};

/** Who is told of it. */
export const anomalySubscription: ResourceBehaviour = {
  create: (scene, inputs) => {
    const made = costThing(scene, inputs, "anomalysubscription");
    return { ...made, outputs: { ...made.outputs, accountId: scene.place.owner } };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
};

function costThing(scene: Scene, inputs: JsonObject, what: string) {
  const id = arn(scene.place, "ce", `${what}/${uuidOf(scene.world.next())}`);
  return {
    id,
    outputs: {
      ...common(scene, inputs),
      arn: id,
      name: textAt(inputs, "name") ?? "",
      thresholdExpression: inputs["thresholdExpression"] ?? {},
    },
  };
}

const getBudget: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "name") ?? "";
  const found = oneThere(scene, accountKinds.budget, budgetId(scene, name));
  if (found === undefined) {
    throw new Refusal(`reading Budget (${budgetId(scene, name)}): couldn't find resource`);
  }
  const { properties } = found;
  return {
    id: found.id,
    accountId: scene.place.owner,
    arn: properties["arn"] ?? "",
    autoAdjustDatas: [],
    billingViewArn: "",
    budgetExceeded: false,
    budgetLimits: [{ amount: properties["limitAmount"] ?? "", unit: "USD" }],
    budgetType: properties["budgetType"] ?? "",
    calculatedSpends: [],
    costFilters: [],
    costTypes: [],
    filterExpressions: [],
    metrics: "",
    name,
    notifications: [],
    plannedLimits: [],
    tags: objectAt(properties, "tags"),
    timePeriodEnd: "",
    timePeriodStart: "",
    timeUnit: properties["timeUnit"] ?? "",
  };
};

/** What programs ask about budgets. */
export const costFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:budgets/getBudget:getBudget": getBudget,
};
