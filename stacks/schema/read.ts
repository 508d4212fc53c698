import { catalog as catalogSchema } from "./catalog.js";
import { Examination, type Parsed, parse, type Source } from "./document.js";
import { estate as estateSchema } from "./estate.js";
import { isSource, readSource } from "./files.js";
import type { Catalog, Estate } from "./model.js";
import type { Finding, Report } from "./report/finding.js";
import { InputError } from "./report/inputError.js";
import type { Problem } from "./report/problem.js";
import { quote } from "./report/wording.js";
import { catalogOf, draftCatalog } from "./resolve/catalog.js";
import { resolveEstate } from "./resolve/estate.js";
import { checkTenant } from "./resolve/tenant.js";
import { type Site, site as siteSchema } from "./site.js";

const yaml = ".yaml";
const estateEnding = ".estate.yaml";

/**
 * Reads `site.yaml` of a folder.
 *
 * @throws InputError with every problem of the file
 */
export function readSite(folder: string): Site {
  const source = readSource(folder, `site${yaml}`, yaml);
  if (!isSource(source)) {
    throw new InputError([source]);
  }
  const parsed = parse(siteSchema, source);
  const findings = collector();
  if (parsed !== undefined) {
    checkTenant(parsed.raw, findings.report);
  }
  if (parsed === undefined || findings.any()) {
    const examined = new Examination(siteSchema, source);
    checkTenant(examined.raw, examined.report);
    throw new InputError(examined.problems());
  }
  return parsed.value;
}

/**
 * Reads `catalog.yaml` of a folder.
 *
 * @throws InputError with every problem of the file
 */
export function readCatalog(folder: string): Catalog {
  const source = readSource(folder, `catalog${yaml}`, yaml);
  if (!isSource(source)) {
    throw new InputError([source]);
  }
  const parsed = parse(catalogSchema, source);
  const findings = collector();
  if (parsed !== undefined) {
    draftCatalog(parsed.raw, findings.report);
  }
  if (parsed === undefined || findings.any()) {
    const examined = new Examination(catalogSchema, source);
    draftCatalog(examined.raw, examined.report);
    throw new InputError(examined.problems());
  }
  return catalogOf(parsed.value);
}

/**
 * Reads the estate of a stack (`<stack>.estate.yaml`) and the catalog that it refers to.
 *
 * @throws InputError with every problem of both files
 */
export function readEstate(folder: string, stack: string): { estate: Estate; catalog: Catalog } {
  const own = /^\w[\w.-]*$/.test(stack)
    ? readSource(folder, `${stack}${estateEnding}`, estateEnding)
    : strangeStack(folder, stack);
  const offered = readSource(folder, `catalog${yaml}`, yaml);
  if (isSource(own) && isSource(offered)) {
    const result = resolveBoth(stack, parse(estateSchema, own), parse(catalogSchema, offered));
    if (result !== undefined) {
      return result;
    }
  }
  throw new InputError(examineBoth(stack, own, offered));
}

/** What only a platform finds wrong with the estate of a stack, each at its line. */
export function refusalOf(folder: string, stack: string, findings: readonly Finding[]): InputError {
  const source = readSource(folder, `${stack}${estateEnding}`, estateEnding);
  if (!isSource(source)) {
    return new InputError([source]);
  }
  const examined = new Examination(estateSchema, source);
  for (const finding of findings) {
    examined.report(finding);
  }
  return new InputError(examined.problems());
}

type Input<S extends { _zod: { output: unknown } }> = Parsed<S["_zod"]["output"]>;

function resolveBoth(
  stack: string,
  own: Input<typeof estateSchema>,
  offered: Input<typeof catalogSchema>,
): { estate: Estate; catalog: Catalog } | undefined {
  if (own === undefined || offered === undefined) {
    return undefined;
  }
  const findings = collector();
  const draft = draftCatalog(offered.raw, findings.report);
  const estate = resolveEstate(stack, own.raw, draft, findings.report);
  return findings.any() || estate === undefined
    ? undefined
    : { estate, catalog: catalogOf(offered.value) };
}

function examineBoth(stack: string, own: Source | Problem, offered: Source | Problem): Problem[] {
  const estateFile = isSource(own) ? new Examination(estateSchema, own) : undefined;
  const catalogFile = isSource(offered) ? new Examination(catalogSchema, offered) : undefined;
  const draft = draftCatalog(catalogFile?.raw, catalogFile?.report ?? ignore);
  if (estateFile !== undefined) {
    resolveEstate(stack, estateFile.raw, draft, estateFile.report);
  }
  return [
    ...(isSource(own) ? [] : [own]),
    ...(estateFile?.problems() ?? []),
    ...(isSource(offered) ? [] : [offered]),
    ...(catalogFile?.problems() ?? []),
  ];
}

function strangeStack(file: string, stack: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path: "",
    message: `${quote(stack)} is not the name of a stack with an estate`,
    allowed: "letters, digits and - _ .",
    fix: `Name the stack as its file is named: chemistry for chemistry${estateEnding}.`,
  };
}

function ignore(): void {
  // A catalog that cannot be read is one problem, and it is reported by itself.
}

/** Notices that there is a finding; where it stands is worked out only then. */
function collector(): { readonly report: Report; readonly any: () => boolean } {
  let found = false;
  return {
    report: () => {
      found = true;
    },
    any: () => found,
  };
}
