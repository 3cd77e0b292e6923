import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type FaultsResult, faultsResultSchema } from '../results.ts';
import { resultsTable } from './results-table.ts';

const FILES: Readonly<Record<FaultsResult['form'], string>> = {
  full: 'latest',
  short: 'short',
  random: 'random',
};

/**
 * Writes the results of one form, as JSON and to read. Those of a part of the catalogue replace their rows in what the last
 * whole run has left; without such a run they are not kept.
 */
export async function writeResults(directory: string, result: FaultsResult, whole: boolean): Promise<void> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, FILES[result.form]);
  const kept = whole ? result : await withRowsOf(`${file}.json`, result);
  if (kept === undefined) return;
  await writeFile(`${file}.json`, `${JSON.stringify(kept, null, 2)}\n`);
  await writeFile(
    `${file}.md`,
    `# What regpipe withstands\n\nWritten by \`./run faults\`.\n\n${resultsTable(kept)}`,
  );
}

async function withRowsOf(file: string, part: FaultsResult): Promise<FaultsResult | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const last = faultsResultSchema.parse(JSON.parse(text));
  const rows = last.rows.map((row) => part.rows.find(({ id }) => id === row.id) ?? row);
  return {
    ...last,
    strikes: rows.reduce((sum, row) => sum + row.strikes, 0),
    seconds: last.seconds + part.seconds,
    held: rows.every(({ held }) => held),
    rows,
  };
}
