import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { TerminalError } from '@regpipe/contracts';
import { makeSample } from '@regpipe/datasets';

import { psql } from './psql.ts';
import type { Material, Reference } from './reference.ts';

const run = promisify(execFile);
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Column names of the file as pgloader may call them, in file order; those of the table are the ones it loads. */
const FIELDS = [
  ...['business_address', 'ban', 'headquarters_ban', 'business_name', 'capital_amount'],
  ...['business_setup_date', 'business_type', 'is_use_invoice'],
];
const INDUSTRY_FIELDS = ['code1', 'name1', 'code2', 'name2', 'code3', 'name3', 'code4', 'name4'];

export const pgloader: Reference = {
  name: 'pgloader',
  notes:
    'the main table alone, every column as text: no industries, no rules, no keys; and a file of its own without any ' +
    'defect, as it drops everything behind the first stray quote',
  expectedRows: (_job, records) => ({ tax_registration: records }),
  obstacle: () =>
    run('pgloader', ['--version']).then(
      () => undefined,
      () => 'pgloader is not on PATH, or does not run (apt or brew: pgloader)',
    ),
  async run(material, schema) {
    const { databaseUrl } = material.bench.stack;
    const source = await cleanSource(material);
    await psql(databaseUrl, [
      `DROP SCHEMA IF EXISTS ${schema} CASCADE;`,
      `CREATE SCHEMA ${schema};`,
      `CREATE TABLE ${schema}.tax_registration (${FIELDS.map((name) => `${name} text`).join(', ')});`,
    ]);
    const script = join(material.directory, 'pgloader.load');
    await writeFile(script, loadCommand(source, databaseUrl, schema));
    const started = performance.now();
    // Its log goes where the bench cleans up.
    const args = ['--root-dir', join(material.directory, 'pgloader'), '--quiet', script];
    try {
      await run('pgloader', args, { maxBuffer: OUTPUT_LIMIT });
    } catch (cause) {
      throw new TerminalError('STACK_FAILED', 'pgloader failed.', { cause });
    }
    const seconds = (performance.now() - started) / 1000;
    return { seconds, stages: [{ name: 'load', seconds }] };
  },
};

/** As many records as the source has, each of which loads. */
async function cleanSource({ directory, records }: Material): Promise<string> {
  const path = join(directory, 'pgloader.csv');
  const isMade = await access(path).then(
    () => true,
    () => false,
  );
  if (!isMade) await makeSample({ rows: records, path, clean: true });
  return path;
}

function loadCommand(sourcePath: string, databaseUrl: string, schema: string): string {
  return `LOAD CSV
  FROM '${sourcePath}' WITH ENCODING UTF-8 (${[...FIELDS, ...INDUSTRY_FIELDS].join(', ')})
  INTO ${databaseUrl}
  TARGET TABLE ${schema}.tax_registration
  TARGET COLUMNS (${FIELDS.join(', ')})
  WITH skip header = 2, fields optionally enclosed by '"', fields escaped by double-quote, fields terminated by ',';
`;
}
