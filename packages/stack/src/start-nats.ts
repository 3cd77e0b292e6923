import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';

import {
  natsConfig,
  type NatsPasswords,
  type NatsUser,
  OPERATOR,
  passwordEnvironment,
} from './nats-config.ts';
import { stopLeftover } from './stop-leftover.ts';

export interface NatsOptions {
  /** Where JetStream keeps its streams. */
  readonly directory: string;
  readonly port: number;
  readonly logFile: string;
  /** By which the others of a cluster know it, also after a restart; one of its own where nothing is said. */
  readonly name?: string;
  /** Lets in the users of regpipe and nobody else, each for what it needs. Without it everybody may do everything. */
  readonly users?: NatsUserOptions;
  /** Further arguments of nats-server. */
  readonly args?: readonly string[];
}

export interface NatsUserOptions {
  readonly passwords: NatsPasswords;
  /** Moleculer's. */
  readonly namespace: string;
}

export interface RunningNats {
  /** Of the operator, where there are users. */
  readonly url: string;
  /** With the name and password of a user. */
  urlOf(user: NatsUser): string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 15_000;

/** Starts the nats-server found on PATH, with JetStream, on loopback. @throws TerminalError STACK_FAILED */
export async function startNats(options: NatsOptions): Promise<RunningNats> {
  await mkdir(options.directory, { recursive: true });
  const pidFile = `${options.directory}.pid`;
  await stopLeftover(pidFile, options.directory, 'SIGTERM');
  const name = options.name ?? randomUUID();
  const users = options.users === undefined ? undefined : await writeConfig(options.directory, options.users);
  const child = spawn(
    'nats-server',
    [
      ...['--server_name', name, '--addr', '127.0.0.1', '--port', String(options.port)],
      ...['--jetstream', '--store_dir', options.directory, '--pid', pidFile],
      ...(users?.args ?? []),
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...users?.environment } },
  );
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const failed = once(child, 'error').then(([cause]: unknown[]) => {
    throw new TerminalError(
      'STACK_FAILED',
      'nats-server is not on PATH. Install it (apt or brew: nats-server).',
      {
        cause,
      },
    );
  });
  await Promise.race([failed, waitForPort(child, name, options)]);
  const urlOf = natsUrlOf(options.port, options.users);
  return {
    url: urlOf(OPERATOR),
    urlOf,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Of a server on loopback, for each of its users. */
export function natsUrlOf(port: number, users?: NatsUserOptions): (user: NatsUser) => string {
  const address = `127.0.0.1:${port}`;
  return (user) =>
    users === undefined ? `nats://${address}` : `nats://${user}:${users.passwords[user]}@${address}`;
}

/** The passwords are in the environment of the server only. */
async function writeConfig(
  directory: string,
  { passwords, namespace }: NatsUserOptions,
): Promise<{ args: string[]; environment: Record<string, string> }> {
  const path = `${directory}.conf`;
  await writeFile(path, natsConfig(namespace));
  return { args: ['--config', path], environment: passwordEnvironment(passwords) };
}

/** Another server may have taken the port in the moment since it was free: ours is the one that says its own name. */
async function waitForPort(child: ChildProcess, name: string, options: NatsOptions): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if ((await greeting(options.port)).includes(name)) return;
    await pause(25);
  }
  child.kill('SIGKILL');
  throw new TerminalError(
    'STACK_FAILED',
    `nats-server did not start on port ${options.port}; see ${options.logFile}.`,
  );
}

/** The line with which a server greets; empty when none is there. */
function greeting(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (info: Buffer) => {
      socket.destroy();
      resolve(info.toString());
    });
    socket.once('error', () => resolve(''));
  });
}
