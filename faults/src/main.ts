import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { errorMessage } from '@regpipe/contracts';

import { catalogue } from './catalogue/catalogue.ts';
import { HELP, readCommandLine } from './command-line.ts';
import { catalogueTable } from './report/catalogue-table.ts';
import { resultsTable } from './report/results-table.ts';
import { writeResults } from './report/write-results.ts';
import { runForm } from './run-form.ts';

const RESULTS = fileURLToPath(new URL('../results', import.meta.url));

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  if (line.help) {
    process.stdout.write(HELP);
    return;
  }
  if (line.list) {
    process.stdout.write(catalogueTable(catalogue));
    return;
  }
  const result = await runForm(line, (message) => process.stderr.write(`${message}\n`));
  const directory = line.results === undefined ? RESULTS : resolve(line.results);
  await writeResults(directory, result, line.only === undefined);
  process.stdout.write(line.json ? `${JSON.stringify(result)}\n` : `\n${resultsTable(result)}`);
  if (!result.held) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`Error: ${errorMessage(error)}\n`);
  process.exitCode = 2;
}
