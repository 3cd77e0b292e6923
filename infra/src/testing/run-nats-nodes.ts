import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '@regpipe/stack';

import { type NatsCluster, type NatsNode, type NatsStart, startOf } from '../stacks/data/nats-start.ts';

export interface RunningNode {
  readonly node: NatsNode;
  /** Starts it again with what it has stored. */
  start(): void;
  /** Ends it as a machine that is gone would. */
  kill(): Promise<void>;
}

export interface RunningNodes {
  readonly nodes: readonly RunningNode[];
  close(): Promise<void>;
}

/** A cluster of nats-servers on loopback, each started as the task of its node would start it. */
export async function runNatsNodes(
  names: readonly string[],
  users: string,
  passwords: Readonly<Record<string, string>>,
): Promise<RunningNodes> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-nats-nodes-'));
  const nodes = await Promise.all(names.map((name) => describeNode(name, join(directory, name))));
  const cluster: NatsCluster = { name: 'test', users, nodes };
  const running = nodes.map((node) => {
    let child: ChildProcess | undefined;
    return {
      node,
      start: () => {
        child = run(withoutNewOptions(startOf(node, cluster)), passwords, `${node.directory}.log`);
      },
      kill: async () => {
        if (child?.kill('SIGKILL') === true) await once(child, 'exit');
      },
    };
  });
  for (const { start } of running) start();
  return {
    nodes: running,
    close: async () => {
      for (const { kill } of running) await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function describeNode(name: string, directory: string): Promise<NatsNode> {
  await mkdir(directory);
  const onLoopback = async () => `127.0.0.1:${await freePort()}`;
  const routes = await onLoopback();
  const listens = { routes, clients: await onLoopback(), health: await onLoopback() };
  return { name, directory, listens, address: routes };
}

/** The environment goes in by the program `env`, beside the one of the tests, in which nats-server is to be found. */
function run(
  { command, environment }: NatsStart,
  passwords: Readonly<Record<string, string>>,
  logFile: string,
): ChildProcess {
  const given = Object.entries({ ...environment, ...passwords }).map(([name, value]) => `${name}=${value}`);
  const child = spawn('env', [...given, ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

/** An option of 2.10 with which the nats-server of Debian 12 does not start. */
const NEW_OPTION = /^\s*sync_interval: always$/m;

function withoutNewOptions({ command, environment }: NatsStart): NatsStart {
  if (!execFileSync('nats-server', ['--version'], { encoding: 'utf8' }).includes('v2.9.')) {
    return { command, environment };
  }
  const { NATS_CONFIG: config = '' } = environment;
  if (!NEW_OPTION.test(config)) throw new Error('The configuration no longer syncs each message.');
  return { command, environment: { ...environment, NATS_CONFIG: config.replace(NEW_OPTION, '') } };
}
