import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import type { BackupFacts } from "../../../components/service/backupPath/node.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import type { Platform } from "../../../components/service/platform.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { judge } from "../../policies/support/verdict.js";
import { estates } from "../../stacks/estates.js";
import { withFolder } from "../../stacks/refusal.js";

/** What an estate is built of, and what its backups have to be. */
export interface Built {
  readonly nodes: readonly PatchNode[];
  readonly facts: BackupFacts;
}

/** Every way to cut one edge among some resources, with a name for it. */
export type CutsOf = (
  nodes: readonly PatchNode[],
) => readonly (readonly [what: string, cut: readonly PatchNode[]])[];

/** What misses on the paths of all servers, in words. */
export function missing(nodes: readonly PatchNode[], facts: BackupFacts): string[] {
  return backupPaths(nodes, facts).flatMap((path) => path.missing.map(({ reason }) => reason));
}

/** The cuts that nobody finds. */
export function cutUnnoticed({ nodes, facts }: Built, cutsOf: CutsOf): string[] {
  return cutsOf(nodes)
    .filter(([, cut]) => missing(cut, facts).length === 0)
    .map(([what]) => what);
}

/** Checks that paths of generated estates are whole, and that every cut of them is found. */
export async function checkGenerated(
  platform: Platform,
  build: (estate: Estate) => Promise<Built>,
  cutsOf: CutsOf,
): Promise<void> {
  const catalog = readFileSync("stacks/catalog.yaml", "utf8");
  await fc.assert(
    fc.asyncProperty(estates, async (generated) => {
      const files = { "catalog.yaml": catalog, "any.estate.yaml": JSON.stringify(generated) };
      const { estate } = withFolder(files, (folder) => readEstate(folder, "any"));
      if (estate.servers.some((server) => server.platform === platform)) {
        const built = await build(estate);
        assert.deepEqual(missing(built.nodes, built.facts), []);
        assert.deepEqual(cutUnnoticed(built, cutsOf), []);
      }
    }),
    { numRuns: process.env["SOAK"] === undefined ? 3 : 300 },
  );
}

/** The estate with vaults that are to be locked, but may not yet, and the same with leave. */
export function toBeLocked(estate: Estate): { readonly armed: Estate; readonly locked: Estate } {
  const servers = estate.servers.map((server) => ({
    ...server,
    backup: { ...server.backup, lock: "locked" as const },
  }));
  const standard = { from: "2026-11-21", approver: "duty-manager@provider.example.edu" };
  return {
    armed: { ...estate, servers },
    locked: { ...estate, servers, vaultLocks: { standard } },
  };
}

/** Checks that resources pass every rule, and that these rules of backups judge some of them. */
export function checkRules(nodes: readonly PatchNode[], busy: readonly string[]): void {
  const findings = nodes
    .filter(({ type }) => !type.includes(":Server"))
    .flatMap(({ type, name, inputs }) =>
      all.rules
        .filter((rule) => rule.tokens.includes(type))
        .flatMap((rule) => judge(rule, type, inputs).map((one) => ({ name, ...one }))),
    );
  assert.deepEqual(findings, []);
  const types = new Set(nodes.map(({ type }) => type));
  const judging = all.rules.filter(
    ({ id, tokens }) => id.startsWith("BKP-") && tokens.some((token) => types.has(token)),
  );
  assert.deepEqual(judging.map(({ id }) => id).sort(), busy);
}
