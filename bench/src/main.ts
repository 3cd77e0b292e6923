import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { errorMessage } from '@regpipe/contracts';

import { HELP, readCommandLine } from './command-line.ts';
import { runMode } from './run-mode.ts';

const RESULTS = fileURLToPath(new URL('../results', import.meta.url));

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  if (line.help) {
    process.stdout.write(HELP);
    return;
  }
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-bench-'));
  try {
    const { result, text } = await runMode(line, {
      directory,
      resultsDirectory: line.results === undefined ? RESULTS : resolve(line.results),
      say: (message) => process.stderr.write(`${message}\n`),
    });
    process.stdout.write(line.json ? `${JSON.stringify(result)}\n` : `\n${text}\n`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`Error: ${errorMessage(error)}\n`);
  process.exitCode = 1;
}
