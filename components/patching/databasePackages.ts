/**
 * Packages of databases, which distributions ship as well: their owner updates them. An origin
 * does not tell them from the system, so that names are all there is to exclude by.
 */
export const databasePackages = [
  "mariadb*",
  "mongodb*",
  "mssql-*",
  "mysql*",
  "oracle-*",
  "postgresql*",
  "redis*",
  "valkey*",
] as const;
