import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { TerminalError } from '@regpipe/contracts';

import { createTables } from './bare-tables.ts';
import type { PlainNodeReport } from './plain-node-script.ts';
import { psql } from './psql.ts';
import type { Reference } from './reference.ts';

const SCRIPT = fileURLToPath(new URL('plain-node-script.ts', import.meta.url));

/** What a user would write in an afternoon, as a process of its own. */
export const plainNode: Reference = {
  name: 'plain-node',
  notes:
    'one Node process: csv-parse, the same rules, first of a repeated number wins, two COPYs into bare tables, then ' +
    'keys on two connections; nothing is tracked, resumed or published',
  expectedRows: (job) => job,
  obstacle: () => Promise.resolve(undefined),
  async run({ bench, tables, sourceUrl }, schema) {
    const { databaseUrl } = bench.stack;
    await psql(databaseUrl, createTables(schema, tables));
    const started = performance.now();
    const child = spawn(process.execPath, [SCRIPT, databaseUrl, sourceUrl, schema], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, complaints, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0) {
      throw new TerminalError('STACK_FAILED', `The plain Node script failed: ${complaints.trim()}`);
    }
    const report = JSON.parse(output) as PlainNodeReport;
    return {
      seconds,
      stages: [
        { name: 'load', seconds: seconds - report.keySeconds },
        { name: 'keys', seconds: report.keySeconds },
      ],
      peak_rss_mb: report.peakRssMb,
      cpu_seconds: report.cpuSeconds,
    };
  },
};
