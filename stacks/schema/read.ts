import type { z } from "zod";
import { remembered } from "../../components/service/remembered.js";
import { catalog as catalogSchema } from "./catalog.js";
import { Examination, parse, type Source } from "./document.js";
import { estate as estateSchema } from "./estate.js";
import { isSource, readSource } from "./files.js";
import type { Catalog, Estate } from "./model.js";
import type { Finding, Report } from "./report/finding.js";
import { InputError } from "./report/inputError.js";
import type { Problem } from "./report/problem.js";
import { quote } from "./report/wording.js";
import { type CatalogDraft, draftCatalog } from "./resolve/catalog.js";
import { resolveEstate } from "./resolve/estate.js";
import { checkTenant } from "./resolve/tenant.js";
import { catalogOf } from "./resolve/wholeCatalog.js";
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
  const parsed = parse(siteSchema, source.text);
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
  const { input, problems } = drafted(source);
  if (input === undefined) {
    throw new InputError(problems);
  }
  return catalogOf(input);
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
  const catalog = drafted(offered);
  if (!isSource(own)) {
    throw new InputError([own, ...catalog.problems]);
  }
  const estate = resolved(stack, own, catalog.draft);
  if (estate !== undefined && catalog.input !== undefined) {
    return { estate, catalog: catalogOf(catalog.input) };
  }
  const examined = new Examination(estateSchema, own);
  resolveEstate(stack, examined.raw, catalog.draft, examined.report);
  throw new InputError([...examined.problems(), ...catalog.problems]);
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

/** What estates refer to in a catalog; no input where something is wrong with it. */
interface Drafted {
  readonly draft: CatalogDraft;
  readonly input: z.output<typeof catalogSchema> | undefined;
  readonly problems: readonly Problem[];
}

/** Where things stand in a catalog is worked out only when something is wrong with it. */
function drafted(source: Source | Problem): Drafted {
  if (!isSource(source)) {
    return { draft: draftCatalog(undefined, ignore), input: undefined, problems: [source] };
  }
  const known = sound(source.text);
  if (known !== undefined) {
    return { ...known, problems: [] };
  }
  const file = new Examination(catalogSchema, source);
  const draft = draftCatalog(file.raw, file.report);
  return { draft, input: undefined, problems: file.problems() };
}

/** A catalog with which nothing is wrong. All estates of a folder have the same. */
const sound = remembered(
  (text: string) => {
    const parsed = parse(catalogSchema, text);
    const findings = collector();
    const draft = parsed && draftCatalog(parsed.raw, findings.report);
    return draft === undefined || findings.any() ? undefined : { draft, input: parsed?.value };
  },
  (text) => text,
  1,
);

/** An estate with which nothing is wrong. */
function resolved(stack: string, source: Source, catalog: CatalogDraft): Estate | undefined {
  const parsed = parse(estateSchema, source.text);
  const findings = collector();
  const estate = parsed && resolveEstate(stack, parsed.raw, catalog, findings.report);
  return findings.any() ? undefined : estate;
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
