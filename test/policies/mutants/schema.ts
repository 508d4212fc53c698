import { plainToken } from "../../../policies/framework/token.js";
import { type ObjectSpec, type PackageSpec, packageSpec } from "../../../simulator/core/spec.js";
import { parseTable } from "../../../simulator/core/table.js";
import aws from "../../../simulator/data/aws.json";
import awsTable from "../../../simulator/data/aws-behaviour.json";
import azure from "../../../simulator/data/azure.json";
import azureTable from "../../../simulator/data/azure-behaviour.json";
import command from "../../../simulator/data/command.json";
import vsphere from "../../../simulator/data/vsphere.json";
import vsphereTable from "../../../simulator/data/vsphere-behaviour.json";

/** What a provider says of one value: the short text of its type, and the values that it names. */
export interface Declared {
  readonly type: string;
  readonly values: readonly unknown[];
}

const packages: Readonly<Record<string, PackageSpec>> = {
  aws: packageSpec.parse(aws),
  "azure-native": packageSpec.parse(azure),
  command: packageSpec.parse(command),
  vsphere: packageSpec.parse(vsphere),
};

const tables = { ...parseTable(awsTable), ...parseTable(azureTable), ...parseTable(vsphereTable) };

const providerToken = /^pulumi:providers:(.+)$/;

/** What the provider declares below a resource of the type; nothing for types without a provider. */
export function inputsOf(token: string): Shape | undefined {
  const type = plainToken(token);
  const [, provider] = providerToken.exec(type) ?? [];
  const spec = packages[provider ?? type.split(":")[0] ?? ""];
  const inputs = provider === undefined ? spec?.resources[type]?.inputs : spec?.config;
  return spec && inputs && new Shape(spec, type, inputs);
}

/** The declared inputs of one type. */
class Shape {
  readonly #spec: PackageSpec;
  readonly #token: string;
  readonly #inputs: ObjectSpec;

  constructor(spec: PackageSpec, token: string, inputs: ObjectSpec) {
    this.#spec = spec;
    this.#token = token;
    this.#inputs = inputs;
  }

  /** What is declared of the value at the path; undefined where the provider takes anything. */
  at(path: readonly (string | number)[]): Declared | undefined {
    let type = "#";
    for (const step of path) {
      const inner = this.#step(type, step);
      if (inner === undefined) {
        return undefined;
      }
      type = inner;
    }
    const named = type.startsWith("=") ? (this.#spec.values[type.slice(1)] ?? []) : [];
    const pattern = path.map((step) => (typeof step === "number" ? "[*]" : `.${step}`)).join("");
    const allowed = tables[this.#token]?.allowed[pattern.slice(1)] ?? [];
    return { type, values: [...named, ...allowed] };
  }

  #step(type: string, step: string | number): string | undefined {
    if (type.startsWith("[]") || type.startsWith("{}")) {
      return type.slice(2);
    }
    const object = type === "#" ? this.#inputs : this.#spec.types[type.slice(1)];
    return type.startsWith("#") ? object?.properties[step] : undefined;
  }
}
