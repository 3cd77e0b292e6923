import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { type Environment, environmentOf, migrationEnvironment } from './environment.ts';
import { FRONTS } from './front/fronts.ts';
import { type Service, SERVICE_NAMES, SERVICES } from './services.ts';
import { NETWORK } from '../../testing/test-network.ts';
import { arnOf, DATA, EXISTING_DATA } from './testing/made-up-inputs.ts';
import { containerOf, synthesiseRuntime } from './testing/synthesise-runtime.ts';

interface ComposeService {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

const compose = parse(readFileSync(new URL('../../../../docker-compose.yml', import.meta.url), 'utf8'), {
  merge: true,
}) as ComposeFile;

const settings = readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');

/** What a container of docker-compose.yml is told, and a task is not. */
const ONLY_IN_COMPOSE: Readonly<Record<string, string>> = {
  REGPIPE_LOG_LEVEL: 'The default; who wants more for a while registers a task definition.',
  REGPIPE_LOG_FILE: 'The output goes to CloudWatch, and a task has no disk to keep files on.',
  REGPIPE_DROP_DIRECTORY: 'Likewise: files are dropped into a bucket.',
  REGPIPE_SOURCE_DIRECTORY: 'There is no folder that two tasks share: no local sources.',
  REGPIPE_SOURCE_HOSTS: 'Set where there are hosts besides those of the data sets.',
  REGPIPE_SOURCE_PRIVATE_HOSTS: 'The fetcher reaches no private address but those of AWS.',
};

/** And the other way around. */
const ONLY_HERE: Readonly<Record<string, string>> = {
  REGPIPE_HEALTH_FILE: 'As in the image, said where the memory for it is mounted.',
  REGPIPE_ROTATION: 'Has tasks started anew when there are other secrets.',
  REGPIPE_STREAM_REPLICAS: 'Three nodes where there is one.',
  REGPIPE_HTTP_PORT: 'As by default, said where the load balancer is told.',
  REGPIPE_QUERY_PORT: 'Likewise.',
  REGPIPE_S3_BUCKET: 'In the place of the directory.',
  REGPIPE_S3_BUCKETS: 'Likewise: files in it may be sources.',
  REGPIPE_S3_REGION: 'Likewise.',
  REGPIPE_SQS_QUEUE_URL: 'Likewise: events of the bucket come by it.',
  REGPIPE_HTTP_TRUSTED_PROXIES: 'There is a proxy.',
  NATS_PASSWORD: 'Beside its address, which everybody may read.',
  DATABASE_PASSWORD: 'Likewise.',
  MIGRATION_DATABASE_PASSWORD: 'Likewise.',
};

const options = {
  ...{ network: NETWORK, data: DATA, sourceHosts: [], secretsVersion: 1, region: 'ap-northeast-1' },
  arrivals: {
    bucket: 'dropped',
    bucketArn: 'arn:dropped',
    queue: { name: 'events', arn: 'arn:events', url: 'https://sqs.x.example/1/events' },
  },
};
const tasks: readonly { readonly name: string; readonly told: Environment }[] = [
  ...SERVICE_NAMES.map((name) => ({ name, told: environmentOf(name, options) })),
  { name: 'migrate', told: migrationEnvironment(DATA) },
];

const stack = synthesiseRuntime();

describe.each(tasks)('$name', ({ name, told }) => {
  const names = [...Object.keys(told.plain), ...Object.keys(told.secret)];

  test('runs as its container of docker-compose.yml runs', () => {
    expect(containerOf(stack, name).command).toEqual(compose.services[name]?.command);
  });

  test('is told what its container of docker-compose.yml is told, but for what differs for a reason', () => {
    const there = Object.keys(compose.services[name]?.environment ?? {});
    expect(there.length).toBeGreaterThan(0);
    expect(there.filter((key) => !names.includes(key) && !(key in ONLY_IN_COMPOSE))).toEqual([]);
    expect(names.filter((key) => !there.includes(key) && !(key in ONLY_HERE))).toEqual([]);
  });

  test('has the same values where they are no address', () => {
    for (const [key, value] of Object.entries(compose.services[name]?.environment ?? {})) {
      if (key in ONLY_IN_COMPOSE || value.includes('$')) continue;
      expect([key, told.plain[key]]).toEqual([key, value]);
    }
  });

  test('is told settings that there are', () => {
    const known = new Set([...settings.matchAll(/`([A-Z0-9_]+)`/g)].map(([, key]) => key));
    expect(names.filter((key) => !known.has(key) && key !== 'REGPIPE_ROTATION')).toEqual([]);
  });

  test('is told no secret in plain text', () => {
    for (const [key, value] of Object.entries(told.plain)) {
      expect(key).not.toMatch(/(PASSWORD|TOKEN|SECRET)$/);
      for (const address of value.split(',').filter((part) => URL.canParse(part))) {
        expect(new URL(address).password).toBe('');
      }
    }
  });
});

test('each speaks to NATS as itself, and to PostgreSQL in its role', () => {
  for (const name of SERVICE_NAMES) {
    const { plain, secret } = environmentOf(name, options);
    expect(plain['NATS_URL']).toBe(DATA.natsUrl?.(name));
    expect(secret['NATS_PASSWORD']).toEqual({ arn: arnOf(`nats/${name}`) });
    const { database: role } = SERVICES[name];
    expect(plain['DATABASE_URL']).toBe(
      role === undefined ? undefined : DATA.database?.url(`regpipe_${role}`),
    );
    expect(secret['DATABASE_PASSWORD']).toEqual(
      role === undefined ? undefined : { arn: arnOf(`db/${role}`) },
    );
  }
  const withDatabase = SERVICE_NAMES.filter((name) => SERVICES[name].database !== undefined);
  expect(withDatabase.sort()).toEqual([
    'gateway',
    'intake',
    'loader',
    'projector',
    'query',
    'scheduler',
    'tracker',
  ] satisfies Service[]);
});

test('with existing servers whole addresses are secret', () => {
  const { plain, secret } = environmentOf('loader', { ...options, data: EXISTING_DATA });
  expect(secret).toEqual({
    NATS_URL: { arn: arnOf('nats/loader') },
    DATABASE_URL: { arn: arnOf('db/loader') },
  });
  expect(Object.keys(plain).sort()).toEqual(['REGPIPE_HEALTH_FILE', 'REGPIPE_MIGRATE', 'REGPIPE_ROTATION']);
  expect(migrationEnvironment(EXISTING_DATA)).toEqual({
    plain: {},
    secret: { MIGRATION_DATABASE_URL: { arn: arnOf('db/admin') } },
  });
});

test('other secrets make every service start anew', () => {
  for (const name of SERVICE_NAMES) {
    expect(environmentOf(name, { ...options, secretsVersion: 2 })).not.toEqual(environmentOf(name, options));
  }
});

test('gateway and query service listen to the load balancer, wherever that is in the private subnets', () => {
  expect(environmentOf('gateway', options).plain).toMatchObject({
    REGPIPE_HTTP_HOST: '0.0.0.0',
    REGPIPE_HTTP_PORT: String(FRONTS.gateway.port),
    REGPIPE_HTTP_TRUSTED_PROXIES: NETWORK.privateSubnetCidrs.join(','),
  });
  expect(environmentOf('query', options).plain).toMatchObject({
    REGPIPE_QUERY_HOST: '0.0.0.0',
    REGPIPE_QUERY_PORT: String(FRONTS.query.port),
    REGPIPE_HTTP_TRUSTED_PROXIES: NETWORK.privateSubnetCidrs.join(','),
  });
});

test('other hosts of sources are told to those who judge them', () => {
  const told = SERVICE_NAMES.flatMap((name) => {
    const { plain } = environmentOf(name, { ...options, sourceHosts: ['files.example'] });
    return plain['REGPIPE_SOURCE_HOSTS'] === undefined ? [] : [[name, plain['REGPIPE_SOURCE_HOSTS']]];
  });
  expect(Object.fromEntries(told)).toEqual({
    fetcher: 'datasets,files.example',
    tracker: 'datasets,files.example',
  });
});

test('where files are dropped is told to those who take them in, read them or judge sources', () => {
  const told = SERVICE_NAMES.flatMap((name) => {
    const { plain } = environmentOf(name, options);
    const about = Object.entries(plain).filter(([key]) => /^REGPIPE_(S3|SQS)_/.test(key));
    return about.length === 0 ? [] : [[name, Object.fromEntries(about)]];
  });
  const tracker = { REGPIPE_S3_BUCKETS: 'dropped' };
  const fetcher = { ...tracker, REGPIPE_S3_REGION: 'ap-northeast-1' };
  const intake = {
    ...{ REGPIPE_S3_BUCKET: 'dropped', REGPIPE_S3_REGION: 'ap-northeast-1' },
    REGPIPE_SQS_QUEUE_URL: options.arrivals.queue.url,
  };
  expect(Object.fromEntries(told)).toEqual({ fetcher, tracker, intake });
});

test('without a queue the intake is told of none', () => {
  const arrivals = { ...options.arrivals, queue: undefined };
  const { plain } = environmentOf('intake', { ...options, arrivals });
  expect(plain).not.toHaveProperty('REGPIPE_SQS_QUEUE_URL');
});
