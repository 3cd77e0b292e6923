import type { TableDefinition } from '@regpipe/contracts';

import { quote, versionName, versionTable } from '../versions/table-names.ts';

/** What turns a bare version table into a finished one. Each statement may be run again after a crash. */
export interface ConstraintStatements {
  /** Independent of each other: may run side by side, on connections of their own. */
  readonly indexes: readonly { readonly table: string; readonly statement: string }[];
  /** Need the indexes. */
  readonly constraints: readonly string[];
}

export function constraintStatements(
  tables: readonly TableDefinition[],
  version: number,
): ConstraintStatements {
  return {
    indexes: tables.flatMap((table) =>
      tableIndexes(table, version).map((statement) => ({
        table: versionTable(table.name, version),
        statement,
      })),
    ),
    constraints: tables.flatMap((table) => tableConstraints(table, version)),
  };
}

function tableIndexes(table: TableDefinition, version: number): string[] {
  const target = versionTable(table.name, version);
  const named = (suffix: string) => quote(`${versionName(table.name, version)}_${suffix}`);
  const primary = table.primaryKey;
  return [
    ...(primary === undefined
      ? []
      : [`CREATE UNIQUE INDEX IF NOT EXISTS ${named('pkey')} ON ${target} (${list(primary)})`]),
    ...(table.unique ?? []).map(
      (columns, index) =>
        `CREATE UNIQUE INDEX IF NOT EXISTS ${named(`key${index + 1}`)} ON ${target} (${list(columns)})`,
    ),
    ...(table.indexes ?? []).map(
      (columns, index) =>
        `CREATE INDEX IF NOT EXISTS ${named(`idx${index + 1}`)} ON ${target} (${list(columns)})`,
    ),
  ];
}

function tableConstraints(table: TableDefinition, version: number): string[] {
  const name = versionName(table.name, version);
  const target = versionTable(table.name, version);
  const statements: string[] = [];
  if (table.primaryKey !== undefined) {
    statements.push(
      unlessConstraint(
        `${name}_pkey`,
        `ALTER TABLE ${target} ADD PRIMARY KEY USING INDEX ${quote(`${name}_pkey`)}`,
      ),
    );
  }
  (table.unique ?? []).forEach((_, index) => {
    const key = `${name}_key${index + 1}`;
    statements.push(
      unlessConstraint(
        key,
        `ALTER TABLE ${target} ADD CONSTRAINT ${quote(key)} UNIQUE USING INDEX ${quote(key)}`,
      ),
    );
  });
  if (table.references !== undefined) {
    const { columns, table: foreignTable, foreign } = table.references;
    statements.push(
      unlessConstraint(
        `${name}_fkey`,
        `ALTER TABLE ${target} ADD CONSTRAINT ${quote(`${name}_fkey`)} FOREIGN KEY (${list(columns)})
           REFERENCES ${versionTable(foreignTable, version)} (${list(foreign)}) NOT VALID`,
      ),
    );
  }
  statements.push(`ALTER TABLE ${target} RESET (autovacuum_enabled)`);
  return statements;
}

/** ALTER TABLE knows no IF NOT EXISTS for constraints. */
function unlessConstraint(name: string, statement: string): string {
  return `DO $do$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE connamespace = 'regpipe'::regnamespace AND conname = '${name}')
    THEN ${statement}; END IF;
  END $do$`;
}

function list(columns: readonly string[]): string {
  return columns.map(quote).join(', ');
}
