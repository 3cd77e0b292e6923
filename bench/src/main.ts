import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { type BenchResult, runBench } from './run-bench.ts';
import { report } from './report.ts';

const HELP = `./run bench [--rows N] [--runs N] [--json]

Measures a full job through all services against the floor: psql's \\copy of the same cleaned rows into bare tables,
and the same keys, indexes and foreign key built afterwards. Both run on the same embedded PostgreSQL, one after the
other. Prints the ratio, where the time goes, and each service's CPU and peak memory.

  --rows N   records of the sample (1600000)
  --runs N   how often both are run (1); each run is shown, the best of each side gives the ratio
  --json     one JSON document on stdout
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1600000' },
    runs: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
} else {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-bench-'));
  try {
    const result: BenchResult = await runBench({
      directory,
      rows: Number(values.rows),
      runs: Number(values.runs),
      say: (line) => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
