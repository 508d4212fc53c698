import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import type {
  FunctionSpec,
  ObjectSpec,
  OutputsSpec,
  PackageSpec,
  ResourceSpec,
} from "../core/spec.js";

/** How the bindings of one package are laid out. */
export interface Layout {
  /** Name of the package, such as `@pulumi/aws`. */
  readonly package: string;
  /** The file and the declared name behind a token. */
  readonly parts: (token: string) => { readonly file: string; readonly name: string };
  /** The output type that tells back what an input type takes. */
  readonly told: (input: string) => string;
  /** The namespaces of nested types that are read; all when it is left out. */
  readonly modules?: readonly string[];
  /** Lists of values that are only suggestions, because they are long out of date. */
  readonly open?: readonly string[];
  /** Of types of which one is given, those in use; else it is the first one that is declared. */
  readonly used?: readonly string[];
  /** Members of unions of which one list holds several. */
  readonly mixed?: readonly string[];
  /** Whether a resource tells back inputs of its path, which its class does not declare. */
  readonly pathIsTold?: boolean;
}

/** Reads the declarations of a package and says what the simulator must know of them. */
class Declarations {
  readonly types: Record<string, ObjectSpec> = {};
  readonly values: Record<string, string[]> = {};
  private readonly layout: Layout;
  private readonly root: string;
  private readonly nested: ReadonlyMap<string, ts.InterfaceDeclaration>;
  private readonly told: ReadonlyMap<string, ts.InterfaceDeclaration>;

  constructor(layout: Layout) {
    this.layout = layout;
    this.root = dirname(require.resolve(`${layout.package}/package.json`));
    this.nested = namespaces(this.parse("types/input.d.ts", layout.modules));
    this.told = namespaces(this.parse("types/output.d.ts", layout.modules));
  }

  resource(token: string): ResourceSpec {
    const { file, name } = this.layout.parts(token);
    const source = this.parse(file);
    const inputs = this.object(interfaces(source).get(`${name}Args`), token);
    const told = outputs(classMembers(source, name));
    const known = [...told.always, ...told.sometimes];
    const own = Object.keys(inputs.properties).filter((key) => key !== "id");
    const path = own.filter((key) => !known.includes(key));
    const always = this.layout.pathIsTold ? [...told.always, ...path] : told.always;
    return { inputs, outputs: { ...told, always }, replaces: [] };
  }

  function(token: string): FunctionSpec {
    const { file, name } = this.layout.parts(token);
    const members = interfaces(this.parse(file));
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const args = members.get(`${title}Args`);
    return {
      inputs: args ? this.object(args, token) : { properties: {}, required: [] },
      outputs: outputs(members.get(`${title}Result`)?.members.filter(ts.isPropertySignature) ?? []),
    };
  }

  config(): ObjectSpec {
    return this.object(interfaces(this.parse("provider.d.ts")).get("ProviderArgs"), "provider");
  }

  private object(declared: ts.InterfaceDeclaration | undefined, where: string): ObjectSpec {
    if (declared === undefined) {
      throw new Error(`${where}: the declarations of ${this.layout.package} do not have it.`);
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
      const used = members.find((type) => this.layout.used?.includes(type.getText()));
      if (members.some((type) => this.layout.mixed?.includes(type.getText()))) {
        return "any";
      }
      return this.type(
        used ?? members.find((type) => type.getText().startsWith("enums.")) ?? first(members),
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
      const told = this.told.get(this.layout.told(name));
      const { always } = outputs(told?.members.filter(ts.isPropertySignature) ?? []);
      const computed = always.filter((key) => !spec.required.includes(key));
      this.types[name] = computed.length > 0 ? { ...spec, computed } : spec;
    }
    return `#${name}`;
  }

  private enumeration(name: string): string {
    if (this.layout.open?.includes(name)) {
      return "string";
    }
    const [module = "", type = ""] = name.split(".");
    const text = this.read(join("types/enums", module, "index.d.ts"));
    const body = new RegExp(`const ${type}: \\{([^}]*)\\}`).exec(text)?.[1] ?? "";
    this.values[name] = [...body.matchAll(/readonly \w+: "([^"]*)"/g)].map(
      (match) => match[1] ?? "",
    );
    return `=${name}`;
  }

  version(): string {
    return /"version": "([^"]+)"/.exec(this.read("package.json"))?.[1] ?? "";
  }

  private parse(file: string, modules?: readonly string[]): ts.SourceFile {
    const text = this.read(file);
    const wanted = modules === undefined ? text : namespacesOf(text, modules);
    return ts.createSourceFile(file, wanted, ts.ScriptTarget.ES2022, true);
  }

  private read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }
}

/** Only these namespaces of a text of many: reading all of Azure takes seconds. */
function namespacesOf(text: string, modules: readonly string[]): string {
  const [, ...blocks] = text.split(/^(?=export declare namespace )/m);
  return blocks
    .filter((block) =>
      modules.some((name) => block.startsWith(`export declare namespace ${name} `)),
    )
    .join("");
}

/** The simulator's data of a package: what its bindings declare of these types and functions. */
export function specOf(
  name: string,
  layout: Layout,
  tokens: { readonly resources: readonly string[]; readonly functions: readonly string[] },
): PackageSpec {
  const declarations = new Declarations(layout);
  const config = declarations.config();
  const resources = Object.fromEntries(
    tokens.resources.map((token) => [token, declarations.resource(token)]),
  );
  const functions = Object.fromEntries(
    tokens.functions.map((token) => [token, declarations.function(token)]),
  );
  const { types, values } = declarations;
  return { name, version: declarations.version(), config, types, values, resources, functions };
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
    throw new Error("A union without members in the declarations.");
  }
  return type;
}
