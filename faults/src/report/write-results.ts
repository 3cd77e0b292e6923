import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { catalogue } from '../catalogue/catalogue.ts';
import { type FaultRow, type FaultsResult, faultsResultSchema } from '../results.ts';
import { resultsTable } from './results-table.ts';

const FILES: Readonly<Record<FaultsResult['form'], string>> = {
  full: 'latest',
  short: 'short',
  random: 'random',
};

/**
 * Writes the results of one form, as JSON and to read. Those of a part of the catalogue replace their rows in what the last
 * whole run has left, or join them where it knew nothing of the fault yet; without such a run they are not kept.
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
  const newest = new Map([...last.rows, ...part.rows].map((row) => [row.id, row]));
  const rows = [...newest.values()].sort((one, other) => placeOf(one) - placeOf(other));
  return {
    ...last,
    strikes: rows.reduce((sum, row) => sum + row.strikes, 0),
    seconds: last.seconds + part.seconds,
    held: rows.every(({ held }) => held),
    rows,
  };
}

function placeOf(row: FaultRow): number {
  return catalogue.findIndex(({ id }) => id === row.id);
}
