import { readFileSync } from 'node:fs';

import { MALLOC, NATS_USERS, NODE_FLAGS, NODE_FLAGS_OF, SERVICES, type ServiceName } from '@regpipe/stack';
import { NATS_IMAGE, POSTGRES_IMAGE } from '@regpipe/testkit';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Container {
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly init?: boolean;
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  /** Null is what whoever starts it has in the environment. */
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly networks?: readonly string[];
  readonly volumes?: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly deploy?: {
    readonly resources: { readonly limits: { readonly memory: string; readonly pids: number } };
  };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Container>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const text = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const compose = parse(text('docker-compose.yml'), { merge: true }) as ComposeFile;
const dockerfile = text('Dockerfile');

function container(name: string): Container {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}.`);
  return found;
}

/** The variables of .env that a container is given. */
function secretsOf(name: string): string[] {
  const values = Object.values(container(name).environment ?? {});
  return values
    .flatMap((value) => [...(value ?? '').matchAll(/\$\{(\w+):\?/g)].map(([, found]) => found ?? ''))
    .sort();
}

const LONG_LIVED = Object.keys(compose.services).filter((name) => {
  const { profiles, restart } = container(name);
  return profiles === undefined && restart !== 'no';
});

test('every service of regpipe has a container', () => {
  expect(LONG_LIVED.sort()).toEqual([...SERVICES, 'nats', 'postgres'].sort());
});

describe.each(Object.keys(compose.services))('%s', (name) => {
  test('has a read-only file system, drops all capabilities and gains none', () => {
    const { read_only, cap_drop, security_opt } = container(name);
    expect({ read_only, cap_drop, security_opt }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });
});

describe.each(LONG_LIVED)('%s', (name) => {
  test('has a health check, limits, and is started again', () => {
    const { healthcheck, deploy, restart } = container(name);
    expect(healthcheck?.test?.[0]).toBe('CMD');
    expect(deploy?.resources.limits).toEqual({ memory: expect.any(String), pids: expect.any(Number) });
    expect(restart).toBe('unless-stopped');
  });
});

describe.each(SERVICES)('%s', (name) => {
  test('runs its own program as a user who is not root, and has time to stop', () => {
    const { user, init, stop_grace_period } = container(name);
    expect(container(name)).toMatchObject({
      command: [...(NODE_FLAGS_OF[name] ?? []), `services/${name}/src/main.ts`],
    });
    expect({ user, init }).toEqual({ user: '1000:1000', init: true });
    expect(parseInt(stop_grace_period ?? '', 10)).toBeGreaterThan(10);
  });

  test('is a user of its own to NATS', () => {
    const url = container(name).environment?.['NATS_URL'];
    expect(url).toMatch(
      new RegExp(`^nats://${name}:\\$\\{NATS_${name.toUpperCase()}_PASSWORD:\\?.*\\}@nats:4222$`),
    );
  });
});

test('nobody knows more passwords than it needs', () => {
  const secrets = Object.fromEntries(Object.keys(compose.services).map((name) => [name, secretsOf(name)]));
  expect(secrets).toEqual({
    postgres: ['POSTGRES_PASSWORD'],
    nats: NATS_USERS.map((user) => `NATS_${user.toUpperCase()}_PASSWORD`).sort(),
    migrate: [
      'POSTGRES_PASSWORD',
      'REGPIPE_GATEWAY_PASSWORD',
      'REGPIPE_INTAKE_PASSWORD',
      'REGPIPE_LOADER_PASSWORD',
      'REGPIPE_MIGRATOR_PASSWORD',
      'REGPIPE_PROJECTOR_PASSWORD',
      'REGPIPE_QUERY_PASSWORD',
      'REGPIPE_SCHEDULER_PASSWORD',
    ],
    fetcher: ['NATS_FETCHER_PASSWORD'],
    transformer: ['NATS_TRANSFORMER_PASSWORD'],
    loader: ['NATS_LOADER_PASSWORD', 'REGPIPE_LOADER_PASSWORD'],
    tracker: ['NATS_TRACKER_PASSWORD', 'REGPIPE_LOADER_PASSWORD'],
    scheduler: ['NATS_SCHEDULER_PASSWORD', 'REGPIPE_SCHEDULER_PASSWORD'],
    intake: ['NATS_INTAKE_PASSWORD', 'REGPIPE_INTAKE_PASSWORD'],
    projector: ['NATS_PROJECTOR_PASSWORD', 'REGPIPE_PROJECTOR_PASSWORD'],
    query: ['NATS_QUERY_PASSWORD', 'REGPIPE_API_TOKEN', 'REGPIPE_QUERY_PASSWORD'],
    gateway: ['NATS_GATEWAY_PASSWORD', 'REGPIPE_API_TOKEN', 'REGPIPE_GATEWAY_PASSWORD'],
    cli: ['REGPIPE_API_TOKEN'],
    put: [],
    drop: [],
    'cloudwatch-agent': [],
  });
});

test('no password has a default, and make-env.sh makes each', () => {
  const source = text('docker-compose.yml');
  expect(source).not.toMatch(/(PASSWORD|TOKEN)(:?-|\})/);
  const made = text('ops/containers/make-env.sh').match(/\b[A-Z_]+_(PASSWORD|TOKEN)\b/g) ?? [];
  const needed = new Set(Object.keys(compose.services).flatMap(secretsOf));
  expect(made.sort()).toEqual([...needed].sort());
});

test('each reaches what it needs and no more', () => {
  const networks: Record<ServiceName | 'nats' | 'postgres' | 'migrate' | 'cli', readonly string[]> = {
    nats: ['bus', 'fetcher-bus'],
    postgres: ['database'],
    migrate: ['database'],
    fetcher: ['fetcher-bus', 'sources'],
    transformer: ['bus'],
    loader: ['bus', 'database'],
    tracker: ['bus', 'database'],
    scheduler: ['bus', 'database'],
    intake: ['bus', 'database'],
    projector: ['bus', 'database'],
    query: ['bus', 'database', 'api'],
    gateway: ['bus', 'database', 'api'],
    cli: ['api'],
  };
  for (const [name, expected] of Object.entries(networks)) expect(container(name).networks).toEqual(expected);
  const internal = Object.entries(compose.networks).filter(([, network]) => network?.internal === true);
  expect(internal.map(([name]) => name)).toEqual(['bus', 'fetcher-bus', 'database']);
});

test('only who answers over HTTP has a port, and only on loopback', () => {
  const published = Object.keys(compose.services).filter((name) => container(name).ports !== undefined);
  expect(published.sort()).toEqual(['gateway', 'query']);
  for (const name of published) {
    expect(container(name).ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  }
});

describe.each(SERVICES)('%s', (name) => {
  test('keeps its log files where the agent reads them', () => {
    expect(container(name).volumes).toContain('logs:/var/log/regpipe');
    expect(container(name).environment?.['REGPIPE_LOG_FILE']).toContain('/var/log/regpipe/');
  });
});

test('the agent only reads the logs and its keys, and reaches none of the others', () => {
  const { volumes, networks, profiles } = container('cloudwatch-agent');
  expect(profiles).toEqual(['aws']);
  expect(networks).toEqual(['cloudwatch']);
  expect(volumes).toContain('logs:/var/log/regpipe:ro');
  expect(volumes).toContainEqual({
    type: 'bind',
    source: '${REGPIPE_AWS_CREDENTIALS:-./.aws-credentials}',
    target: '/root/.aws/credentials',
    read_only: true,
    bind: { create_host_path: false },
  });
});

test('the tests have the servers of the containers', () => {
  expect(container('postgres').image).toBe(POSTGRES_IMAGE);
  expect(container('nats').image).toBe(NATS_IMAGE);
});

test('services read incoming and dropped files and cannot change them, but for the intake, which moves them away', () => {
  for (const name of ['tracker', 'fetcher']) {
    expect(container(name).volumes).toContainEqual(expect.stringMatching(/:\/incoming:ro$/));
    expect(container(name).volumes).toContainEqual(expect.stringMatching(/:\/drops:ro$/));
    expect(container(name).environment).toMatchObject({
      REGPIPE_SOURCE_DIRECTORY: '/incoming',
      REGPIPE_DROP_DIRECTORY: '/drops',
    });
  }
  const writing = Object.keys(compose.services).filter((name) =>
    container(name).volumes?.some((volume) => typeof volume === 'string' && volume.endsWith(':/drops')),
  );
  expect(writing).toEqual(['intake', 'drop']);
  expect(container('intake').environment).toMatchObject({ REGPIPE_DROP_DIRECTORY: '/drops' });
});

test('the image treats memory as the embedded stack does, and is not root', () => {
  const entry = /^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]';
  expect(JSON.parse(entry)).toEqual(['node', ...NODE_FLAGS]);
  for (const [name, value] of Object.entries(MALLOC)) expect(dockerfile).toContain(`${name}=${value}`);
  expect(dockerfile).toMatch(/^USER 1000:1000$/m);
});

test('of what is for operators the image gets certificates alone, and is built without any', () => {
  const allowed = text('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  expect(allowed.filter((line) => /ops|infra|docs/.test(line))).toEqual(['!ops/aws/*.pem']);
  expect(dockerfile).not.toMatch(/COPY .*ops/);
});
