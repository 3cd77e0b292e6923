import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { type Job, jobSchema } from '@regpipe/contracts';
import { ROLES } from '@regpipe/database';
import { freePort, NATS_USERS } from '@regpipe/stack';
import { inject } from 'vitest';

import { SNAPSHOT, type Snapshot } from './live-tables.ts';

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const ANSWER_LIMIT_MS = 10_000;
/** Not the one of a stack that somebody works with. */
const IMAGE = 'regpipe-test';

export interface ContainerStack {
  /** How long `./run up` took, without building, and how much longer it may take for what else the machine did before. */
  readonly startMs: number;
  readonly patience: number;
  /** Bytes of the image of the services. */
  readonly imageBytes: number;
  /** A request to the gateway with the token. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
  /** The same of the query service, on its own port. */
  ask(path: string): Promise<Response>;
  job(id: number): Promise<Job>;
  /** What the live names show. */
  snapshot(): Promise<Snapshot>;
  /** The first value of the first row. */
  sql(query: string): Promise<string>;
  /** Has a file lie where the intake looks, as users do. */
  drop(name: string, content: string): Promise<void>;
  /** Runs a command in a container, such as `loader-2`. */
  exec(container: string, command: string[]): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** `docker kill`. */
  kill(container: string): Promise<void>;
  close(): Promise<void>;
}

/** Why the composed stack cannot be tested here; undefined where it can. */
export function obstacleToContainers(): string | undefined {
  const { backend, why } = inject('backend');
  if (backend === 'embedded') return why;
  const compose = spawnSync('docker', ['compose', 'version'], { timeout: ANSWER_LIMIT_MS });
  return compose.status === 0 ? undefined : 'no Docker Compose answers';
}

export interface ContainerStackOptions {
  /** Folder of this machine with the files that sources may be. */
  readonly incoming: string;
  /** How many of a service, where that is not one. */
  readonly scale: Readonly<Record<string, number>>;
}

/**
 * `./run up --scale …` with a project, passwords, port and volumes of its own; `./run cleanup` at the end.
 *
 * The image is built first, unless REGPIPE_IMAGE names one: builds may be made elsewhere.
 */
export async function startContainers({ incoming, scale }: ContainerStackOptions): Promise<ContainerStack> {
  // Loaded where there is a Docker: everybody else's tests are to start without it.
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { container: engine } = await getContainerRuntimeClient();
  const project = `regpipe-test-${randomBytes(4).toString('hex')}`;
  const [port, queryPort] = [String(await freePort()), String(await freePort())];
  const token = password();
  const image = process.env['REGPIPE_IMAGE'] ?? IMAGE;
  const environment = {
    ...process.env,
    ...passwords(),
    COMPOSE_PROJECT_NAME: project,
    // Whatever .env.local may say: nobody's log goes to AWS.
    COMPOSE_PROFILES: '',
    REGPIPE_IMAGE: image,
    REGPIPE_API_TOKEN: token,
    REGPIPE_HTTP_PORT: port,
    REGPIPE_QUERY_PORT: queryPort,
    REGPIPE_INCOMING: incoming,
  };
  const command = (program: string, args: readonly string[]) =>
    run(program, args, { cwd: REPOSITORY, env: environment });
  if (image === IMAGE) await command('docker', ['compose', 'build', 'gateway']);
  const inspected = await command('docker', ['image', 'inspect', '--format', '{{.Size}}', image]);

  const close = async () => {
    await command('./run', ['cleanup', '--auto', '--keep-aws']);
  };
  const patience = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
  const began = performance.now();
  try {
    await command('./run', ['up', ...Object.entries(scale).flatMap((each) => ['--scale', each.join('=')])]);
  } catch (error) {
    await close();
    throw error;
  }
  const startMs = performance.now() - began;

  const containerOf = (name: string) => engine.getById(`${project}-${name}`);
  const exec = (name: string, words: string[]) => engine.exec(containerOf(name), words);
  const headers = { authorization: `Bearer ${token}` };
  const request = (method: string, path: string, body?: unknown) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  // In the container: PostgreSQL has no port that the machine sees.
  const psql = ['psql', '--username=postgres', '--dbname=regpipe', '--tuples-only', '--no-align', '--quiet'];
  const sql = async (query: string) =>
    (await exec('postgres-1', [...psql, '--command', query])).output.trim();
  return {
    startMs,
    patience,
    imageBytes: Number(inspected.stdout),
    request,
    job: async (id) => jobSchema.parse(await (await request('GET', `/api/jobs/${id}`)).json()),
    ask: (path) => fetch(`http://127.0.0.1:${queryPort}${path}`, { headers }),
    snapshot: async () =>
      JSON.parse(await sql(`SELECT row_to_json(snapshot) FROM (${SNAPSHOT}) snapshot`)) as Snapshot,
    sql,
    drop: async (name, content) => {
      const dropping = command('docker', ['compose', 'run', '--rm', '--no-deps', '-T', 'drop', name]);
      dropping.child.stdin?.end(content);
      await dropping;
    },
    exec,
    kill: async (name) => {
      await containerOf(name).kill();
    },
    close,
  };
}

function passwords(): Record<string, string> {
  const names = [
    'POSTGRES_PASSWORD',
    ...Object.keys(ROLES).map((role) => `REGPIPE_${role.toUpperCase()}_PASSWORD`),
    ...NATS_USERS.map((user) => `NATS_${user.toUpperCase()}_PASSWORD`),
  ];
  return Object.fromEntries(names.map((name) => [name, password()]));
}

/** Begins with a letter, as nats-server wants it. */
function password(): string {
  return `p${randomBytes(18).toString('hex')}`;
}
