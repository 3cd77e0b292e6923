import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { testSettings } from '../../testing/test-settings.ts';
import { MEMBERS } from './members.ts';
import { type Destination, networksOf, ON_FARGATE, type Origin, REACH, reachOf } from './reach.ts';

interface ComposeFile {
  readonly services: Readonly<Record<string, { readonly networks?: readonly string[] }>>;
}

const ways = reachOf(testSettings());
const whoReaches = (destination: Destination) =>
  ways.filter(({ to }) => to === destination).map(({ from }) => from);
const whomReaches = (origin: Origin) => ways.filter(({ from }) => from === origin).map(({ to }) => to);

describe('on AWS as in docker-compose.yml', () => {
  const path = '../../../../docker-compose.yml';
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const compose = parse(text, { merge: true }) as ComposeFile;
  const inNetworks = (...networks: readonly string[]) => {
    const found = Object.entries(compose.services).filter(([, container]) =>
      container.networks?.some((network) => networks.includes(network)),
    );
    return found.map(([name]) => name).filter((name) => name !== 'nats' && name !== 'postgres');
  };

  test('the same services reach NATS', () => {
    const clients = whoReaches('nats').filter((member) => member !== 'nats');
    expect(clients.sort()).toEqual(inNetworks('bus', 'fetcher-bus').sort());
  });

  test('the same services reach PostgreSQL', () => {
    expect(whoReaches('database').sort()).toEqual(inNetworks('database').sort());
  });

  test('the fetcher alone reaches the sources', () => {
    expect(whoReaches('sources')).toEqual(inNetworks('sources'));
    expect(whoReaches('sources')).toEqual(['fetcher']);
  });
});

test('a service reaches AWS, NATS and what its work needs', () => {
  const aws = ['endpoints', 's3'];
  expect(Object.fromEntries(MEMBERS.map((member) => [member, whomReaches(member).sort()]))).toEqual({
    fetcher: ['endpoints', 'nats', 's3', 'sources'],
    transformer: ['endpoints', 'nats', 's3'],
    loader: ['database', 'endpoints', 'nats', 's3'],
    tracker: ['database', 'endpoints', 'nats', 's3'],
    scheduler: ['database', 'endpoints', 'nats', 's3'],
    intake: ['database', 'endpoints', 'nats', 's3'],
    projector: ['database', 'endpoints', 'nats', 's3'],
    query: ['database', 'endpoints', 'nats', 's3'],
    gateway: ['database', 'endpoints', 'nats', 's3'],
    migrate: ['database', ...aws],
    'load-balancer': ['gateway', 'query'],
    'vpc-link': ['load-balancer'],
    nats: ['endpoints', 'nats', 'nats-storage', 's3'],
    // What is asked, and asks nobody.
    ...{ 'nats-storage': [], database: [], endpoints: [], 'api-endpoint': [] },
  });
});

test('nobody opens a connection to a service but to gateway and query, and that only through the load balancer', () => {
  const fronts = ['gateway', 'query'] as const;
  const others = ON_FARGATE.filter((name) => name !== 'nats' && !fronts.some((front) => front === name));
  for (const member of others) expect(whoReaches(member)).toEqual([]);
  for (const front of fronts) expect(whoReaches(front)).toEqual(['load-balancer']);
  expect(whoReaches('load-balancer').sort()).toEqual(['private-subnets', 'vpc-link']);
});

test('a task without its image, its secrets and its log does not start', () => {
  expect(whoReaches('endpoints')).toEqual([...ON_FARGATE]);
  expect(whoReaches('s3')).toEqual([...ON_FARGATE]);
});

test('one reaches another once, for a reason that AWS can keep', () => {
  expect(new Set(REACH.map(({ from, to }) => `${from} ${to}`)).size).toBe(REACH.length);
  for (const { why } of REACH) expect(why).toMatch(/^[\w. \-:/()#,@[\]+=&;{}!$*]{10,255}$/);
});

test('with a certificate the load balancer is reached over HTTPS', () => {
  const portsOf = (given: Readonly<Record<string, string>>) => {
    const web = reachOf(testSettings(given)).filter(({ to }) => to === 'load-balancer');
    return web.map(({ port }) => port);
  };
  expect(portsOf({})).toEqual([80, 80]);
  expect(
    portsOf({
      certificate_arn: 'arn:aws:acm:ap-northeast-1:1:certificate/1',
      gateway_domain: 'regpipe.example',
    }),
  ).toEqual([443, 443]);
});

test('existing servers are reached in their own networks by the same services, and ours are nowhere', () => {
  const existing = reachOf(testSettings({ database: 'existing', nats: 'existing' }));
  const whoReachesExisting = (destination: Destination) =>
    existing.filter(({ to }) => to === destination).map(({ from }) => from);
  expect(whoReachesExisting('existing-database')).toEqual(whoReaches('database'));
  expect(whoReachesExisting('existing-nats')).toEqual(
    whoReaches('nats').filter((member) => member !== 'nats'),
  );
  const parties = existing.flatMap(({ from, to }) => [from, to]);
  for (const ours of ['database', 'nats', 'nats-storage']) expect(parties).not.toContain(ours);
});

test('a network that is named twice counts once', () => {
  expect(networksOf(testSettings({ source_cidrs: '203.0.113.0/24,203.0.113.0/24' }), 'sources')).toEqual([
    '203.0.113.0/24',
  ]);
});
