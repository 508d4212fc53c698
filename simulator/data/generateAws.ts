import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import type {
  FunctionSpec,
  ObjectSpec,
  OutputsSpec,
  PackageSpec,
  ResourceSpec,
} from "../core/spec.js";
import { awsTokens } from "./awsTokens.js";
import { formatSpec } from "./formatSpec.js";

const root = dirname(require.resolve("@pulumi/aws/package.json"));

/** Reads the declarations of `@pulumi/aws` and says what the simulator must know of them. */
class Declarations {
  readonly types: Record<string, ObjectSpec> = {};
  readonly values: Record<string, string[]> = {};
  private readonly nested = namespaces(parse("types/input.d.ts"));
  private readonly told = namespaces(parse("types/output.d.ts"));

  resource(token: string): ResourceSpec {
    const { file, name } = parts(token);
    const members = interfaces(parse(file));
    return {
      inputs: this.object(members.get(`${name}Args`), token),
      outputs: outputs(classMembers(parse(file), name)),
      replaces: [],
    };
  }

  function(token: string): FunctionSpec {
    const { file, name } = parts(token);
    const members = interfaces(parse(file));
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const args = members.get(`${title}Args`);
    return {
      inputs: args ? this.object(args, token) : { properties: {}, required: [] },
      outputs: outputs(members.get(`${title}Result`)?.members.filter(ts.isPropertySignature) ?? []),
    };
  }

  config(): ObjectSpec {
    return this.object(interfaces(parse("provider.d.ts")).get("ProviderArgs"), "provider");
  }

  private object(declared: ts.InterfaceDeclaration | undefined, where: string): ObjectSpec {
    if (declared === undefined) {
      throw new Error(`${where}: the declarations of @pulumi/aws do not have it.`);
    }
    const spec: ObjectSpec = { properties: {}, required: [] };
    for (const member of declared.members.filter(ts.isPropertySignature)) {
      const name = member.name.getText();
      spec.properties[name] = member.type ? this.type(member.type) : "any";
      if (member.questionToken === undefined) {
        spec.required.push(name);
      }
    }
    return spec;
  }

  private type(node: ts.TypeNode): string {
    if (ts.isUnionTypeNode(node)) {
      const members = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);
      return this.type(
        members.find((type) => type.getText().startsWith("enums.")) ?? first(members),
      );
    }
    if (ts.isArrayTypeNode(node)) {
      return `[]${this.type(node.elementType)}`;
    }
    if (ts.isTypeLiteralNode(node)) {
      const [index] = node.members.filter(ts.isIndexSignatureDeclaration);
      return `{}${index ? this.type(index.type) : "any"}`;
    }
    if (ts.isTypeReferenceNode(node)) {
      return this.reference(node);
    }
    const name = node.getText();
    return ["string", "number", "boolean"].includes(name) ? name : "any";
  }

  private reference(node: ts.TypeReferenceNode): string {
    const name = node.typeName.getText();
    const [inner] = node.typeArguments ?? [];
    if (name === "pulumi.Input" && inner) {
      return this.type(inner);
    }
    if (name.startsWith("inputs.")) {
      return this.nestedType(name.slice("inputs.".length));
    }
    if (name.startsWith("enums.")) {
      return this.enumeration(name.slice("enums.".length));
    }
    return name === "ARN" || name.endsWith(".ARN") ? "string" : "any";
  }

  private nestedType(name: string): string {
    if (this.types[name] === undefined) {
      this.types[name] = { properties: {}, required: [] };
      const spec = this.object(this.nested.get(name), name);
      const { always } = outputs(this.told.get(name)?.members.filter(ts.isPropertySignature) ?? []);
      const computed = always.filter((key) => !spec.required.includes(key));
      this.types[name] = computed.length > 0 ? { ...spec, computed } : spec;
    }
    return `#${name}`;
  }

  private enumeration(name: string): string {
    const [module = "", type = ""] = name.split(".");
    const text = readFileSync(join(root, "types/enums", module, "index.d.ts"), "utf8");
    const body = new RegExp(`const ${type}: \\{([^}]*)\\}`).exec(text)?.[1] ?? "";
    this.values[name] = [...body.matchAll(/readonly \w+: "([^"]*)"/g)].map(
      (match) => match[1] ?? "",
    );
    return `=${name}`;
  }
}

function parse(file: string): ts.SourceFile {
  const text = readFileSync(join(root, file), "utf8");
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
}

/** `ec2/instance.d.ts` and `Instance` of `aws:ec2/instance:Instance`. */
function parts(token: string): { file: string; name: string } {
  const [, file = "", name = ""] = token.split(":");
  return { file: `${file.replace("index/", "")}.d.ts`, name };
}

function interfaces(file: ts.SourceFile): Map<string, ts.InterfaceDeclaration> {
  return new Map(
    file.statements.filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, node]),
  );
}

function namespaces(file: ts.SourceFile): Map<string, ts.InterfaceDeclaration> {
  const found = new Map(interfaces(file));
  for (const space of file.statements.filter(ts.isModuleDeclaration)) {
    const body = space.body && ts.isModuleBlock(space.body) ? [...space.body.statements] : [];
    for (const node of body.filter(ts.isInterfaceDeclaration)) {
      found.set(`${space.name.getText()}.${node.name.text}`, node);
    }
  }
  return found;
}

function classMembers(file: ts.SourceFile, name: string): ts.PropertyDeclaration[] {
  const [declared] = file.statements
    .filter(ts.isClassDeclaration)
    .filter((node) => node.name?.text === name);
  return declared?.members.filter(ts.isPropertyDeclaration) ?? [];
}

function outputs(members: readonly (ts.PropertySignature | ts.PropertyDeclaration)[]): OutputsSpec {
  const spec: OutputsSpec = { always: [], sometimes: [] };
  for (const member of members) {
    const maybe = member.questionToken !== undefined || /\| undefined>?$/.test(typeText(member));
    (maybe ? spec.sometimes : spec.always).push(member.name.getText());
  }
  return spec;
}

function typeText(member: ts.PropertySignature | ts.PropertyDeclaration): string {
  return member.type?.getText() ?? "";
}

function first(types: readonly ts.TypeNode[]): ts.TypeNode {
  const [type] = types;
  if (type === undefined) {
    throw new Error("A union without members in the declarations of @pulumi/aws.");
  }
  return type;
}

/** The simulator's data of AWS, taken from the declarations of the bindings. */
export function awsSpec(): PackageSpec {
  const declarations = new Declarations();
  const config = declarations.config();
  const resources = Object.fromEntries(
    awsTokens.resources.map((token) => [token, declarations.resource(token)]),
  );
  const functions = Object.fromEntries(
    awsTokens.functions.map((token) => [token, declarations.function(token)]),
  );
  const { types, values } = declarations;
  return { name: "aws", version: version(), config, types, values, resources, functions };
}

function version(): string {
  const text = readFileSync(join(root, "package.json"), "utf8");
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? "";
}

if (require.main === module) {
  writeFileSync(join("simulator", "data", "aws.json"), formatSpec(awsSpec()));
}
