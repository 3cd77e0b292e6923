import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FaultsResult } from '../results.ts';
import { resultsTable } from './results-table.ts';

const FILES: Readonly<Record<FaultsResult['form'], string>> = {
  full: 'latest',
  short: 'short',
  random: 'random',
};

/** Writes the results of one form, as JSON and to read. */
export async function writeResults(directory: string, result: FaultsResult): Promise<void> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, FILES[result.form]);
  await writeFile(`${file}.json`, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(
    `${file}.md`,
    `# What regpipe withstands\n\nWritten by \`./run faults\`.\n\n${resultsTable(result)}`,
  );
}
