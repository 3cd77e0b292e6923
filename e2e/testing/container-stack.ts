import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { type Job, jobSchema } from '@regpipe/contracts';
import { freePort, NATS_USERS } from '@regpipe/stack';
import type { StartedDockerComposeEnvironment } from 'testcontainers';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const ANSWER_LIMIT_MS = 10_000;

export interface ContainerStack {
  readonly containers: StartedDockerComposeEnvironment;
  /** A request to the gateway with the token. */
  request(method: string, path: string, body?: object): Promise<Response>;
  job(id: number): Promise<Job>;
  close(): Promise<void>;
}

/** Whether there is a Docker, with Compose, that answers. */
export function dockerAnswers(): boolean {
  return [['compose', 'version'], ['info']].every(
    (args) => spawnSync('docker', args, { timeout: ANSWER_LIMIT_MS }).status === 0,
  );
}

/**
 * `docker compose up --wait` with passwords, port and volumes of its own.
 *
 * The image is built first, unless REGPIPE_IMAGE names one: builds may be made elsewhere.
 *
 * @param incoming folder of this machine with the files that sources may be
 */
export async function startContainers(incoming: string): Promise<ContainerStack> {
  // Loaded where there is a Docker: everybody else's tests are to start without it.
  const { DockerComposeEnvironment } = await import('testcontainers');
  const port = String(await freePort());
  const token = password();
  const image = process.env['REGPIPE_IMAGE'];
  const stack = new DockerComposeEnvironment(REPOSITORY, 'docker-compose.yml')
    .withClientOptions({ commandOptions: ['--wait'] })
    .withEnvironment({
      ...passwords(),
      ...(image === undefined ? {} : { REGPIPE_IMAGE: image }),
      REGPIPE_API_TOKEN: token,
      REGPIPE_HTTP_PORT: port,
      REGPIPE_INCOMING: incoming,
    });
  const containers = await (image === undefined ? stack.withBuild() : stack).up();
  const request = (method: string, path: string, body?: object) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    containers,
    request,
    job: async (id) => jobSchema.parse(await (await request('GET', `/api/jobs/${id}`)).json()),
    close: async () => {
      await containers.down({ removeVolumes: true });
    },
  };
}

function passwords(): Record<string, string> {
  const names = [
    'POSTGRES_PASSWORD',
    ...['MIGRATOR', 'LOADER', 'SCHEDULER', 'GATEWAY'].map((role) => `REGPIPE_${role}_PASSWORD`),
    ...NATS_USERS.map((user) => `NATS_${user.toUpperCase()}_PASSWORD`),
  ];
  return Object.fromEntries(names.map((name) => [name, password()]));
}

/** Begins with a letter, as nats-server wants it. */
function password(): string {
  return `p${randomBytes(18).toString('hex')}`;
}
