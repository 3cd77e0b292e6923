import { execFile } from 'node:child_process';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';

import type { Database } from '@regpipe/database';

import type { Circumstances } from '../results.ts';

/** Where and when: the numbers of a benchmark mean nothing without it. */
export async function describeCircumstances(database: Database): Promise<Circumstances> {
  const processors = cpus();
  const { rows } = await database.pool.query<{ server_version: string }>('SHOW server_version');
  const { stdout } = await promisify(execFile)('nats-server', ['--version']);
  return {
    date: new Date().toISOString(),
    machine: {
      cpu: processors[0]?.model.trim() ?? 'unknown',
      cores: processors.length,
      memory_gb: Math.round(totalmem() / 1e9),
      platform: `${type()} ${release()} ${arch()}`,
      node: process.version,
      postgres: rows[0]?.server_version ?? 'unknown',
      nats: stdout.replace(/^nats-server:\s*/, '').trim(),
    },
  };
}
