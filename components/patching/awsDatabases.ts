import type { PatchProduct } from "../service/patchProducts.js";
import { databasePackages } from "./databasePackages.js";

const mariadb = [
  ...["backup", "client", "client-core", "common", "server", "server-core"],
  ...["connect", "cracklib-password-check", "gssapi-client", "gssapi-server"].map(plugin),
  ...["hashicorp-key-management", "mroonga", "oqgraph", "rocksdb", "s3", "spider"].map(plugin),
  ...["bzip2", "lz4", "lzma", "lzo", "snappy"].map((name) => plugin(`provider-${name}`)),
].map((name) => `mariadb-${name}`);

const redis = ["redis", "redis-sentinel", "redis-server", "redis-tools"];

/**
 * Packages of databases that a system's distribution ships, as a baseline can reject them: by masks
 * on Red Hat, on Debian and Ubuntu by whole names only.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-approved-rejected-package-name-formats.html
 */
export const awsDatabases: Readonly<Record<PatchProduct, readonly string[]>> = {
  "debian-12": [...mariadb, ...postgresql(15), ...redis],
  "debian-13": [
    ...[...mariadb, ...postgresql(17), ...redis],
    ...["valkey-sentinel", "valkey-server", "valkey-tools"],
  ],
  "rhel-8": databasePackages,
  "rhel-9": databasePackages,
  "ubuntu-22.04": [
    ...[...mariadb, ...postgresql(14), ...redis, ...mysql("8.0")],
    ...["client", "client-core", "server", "server-core"].map((name) => `mariadb-${name}-10.6`),
  ],
  "ubuntu-24.04": [...mariadb, ...postgresql(16), ...redis, ...mysql("8.0")],
  "windows-server-2019": [],
  "windows-server-2022": [],
  "windows-server-2025": [],
};

function plugin(name: string): string {
  return `plugin-${name}`;
}

function postgresql(release: number): readonly string[] {
  const parts = ["", "client-", "doc-", "plperl-", "plpython3-", "pltcl-", "server-dev-"];
  return parts.map((part) => `postgresql-${part}${release}`);
}

function mysql(release: string): readonly string[] {
  const parts = ["client", "client-core", "server", "server-core"];
  return ["mysql-client", "mysql-server", ...parts.map((part) => `mysql-${part}-${release}`)];
}
