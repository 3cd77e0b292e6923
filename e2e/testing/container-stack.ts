import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { type Job, jobSchema } from '@regpipe/contracts';
import { freePort, NATS_USERS } from '@regpipe/stack';
import type { StartedDockerComposeEnvironment } from 'testcontainers';
import { inject } from 'vitest';

import { SNAPSHOT, type Snapshot } from './live-tables.ts';

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const ANSWER_LIMIT_MS = 10_000;
/** That of docker-compose.yml, where REGPIPE_IMAGE names no other. */
const USUAL_IMAGE = 'regpipe';

export interface ContainerStack {
  /** How long `docker compose up --wait` took, without building. */
  readonly startMs: number;
  /** Bytes of the image of the services. */
  readonly imageBytes: number;
  /** A request to the gateway with the token. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
  job(id: number): Promise<Job>;
  /** What the live names show. */
  snapshot(): Promise<Snapshot>;
  /** Runs a command in a container, such as `loader-2`. */
  shell(container: string, command: string): Promise<{ readonly exitCode: number; readonly output: string }>;
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
 * `docker compose up --wait --scale …` with passwords, port and volumes of its own.
 *
 * The image is built first, unless REGPIPE_IMAGE names one: builds may be made elsewhere.
 */
export async function startContainers(options: ContainerStackOptions): Promise<ContainerStack> {
  // Loaded where there is a Docker: everybody else's tests are to start without it.
  const { DockerComposeEnvironment, getContainerRuntimeClient } = await import('testcontainers');
  const port = String(await freePort());
  const token = password();
  const image = process.env['REGPIPE_IMAGE'];
  const environment = {
    ...passwords(),
    ...(image === undefined ? {} : { REGPIPE_IMAGE: image }),
    REGPIPE_API_TOKEN: token,
    REGPIPE_HTTP_PORT: port,
    REGPIPE_INCOMING: options.incoming,
  };
  if (image === undefined) {
    await run('docker', ['compose', 'build'], { cwd: REPOSITORY, env: { ...process.env, ...environment } });
  }
  const { stdout: size } = await run('docker', [
    ...['image', 'inspect', '--format', '{{.Size}}'],
    image ?? USUAL_IMAGE,
  ]);
  const scales = Object.entries(options.scale).flatMap(([service, count]) => [
    '--scale',
    `${service}=${count}`,
  ]);
  const began = performance.now();
  const containers = await new DockerComposeEnvironment(REPOSITORY, 'docker-compose.yml')
    .withClientOptions({ commandOptions: ['--wait', ...scales] })
    .withEnvironment(environment)
    .up();
  const startMs = performance.now() - began;

  const request = (method: string, path: string, body?: unknown) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    startMs,
    imageBytes: Number(size),
    request,
    job: async (id) => jobSchema.parse(await (await request('GET', `/api/jobs/${id}`)).json()),
    snapshot: () => snapshotOf(containers),
    shell: (container, command) => containers.getContainer(container).exec(['sh', '-c', command]),
    kill: async (container) => {
      const { container: engine } = await getContainerRuntimeClient();
      await engine.getById(containers.getContainer(container).getId()).kill();
    },
    close: async () => {
      await containers.down({ removeVolumes: true });
    },
  };
}

/** By psql in the container: PostgreSQL has no port that the machine sees. */
async function snapshotOf(containers: StartedDockerComposeEnvironment): Promise<Snapshot> {
  const query = `SELECT row_to_json(snapshot) FROM (${SNAPSHOT}) snapshot`;
  const psql = [
    'psql',
    '--username=postgres',
    '--dbname=regpipe',
    '--tuples-only',
    '--no-align',
    '--command',
  ];
  const { output } = await containers.getContainer('postgres-1').exec([...psql, query]);
  return JSON.parse(output) as Snapshot;
}

function passwords(): Record<string, string> {
  const names = [
    'POSTGRES_PASSWORD',
    ...['MIGRATOR', 'LOADER', 'GATEWAY'].map((role) => `REGPIPE_${role}_PASSWORD`),
    ...NATS_USERS.map((user) => `NATS_${user.toUpperCase()}_PASSWORD`),
  ];
  return Object.fromEntries(names.map((name) => [name, password()]));
}

/** Begins with a letter, as nats-server wants it. */
function password(): string {
  return `p${randomBytes(18).toString('hex')}`;
}
