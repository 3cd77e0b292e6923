import { clientNameOf, NATS_SERVICES, type NatsService, streamsOf } from '@regpipe/contracts';
import { testNats, type TestNats, until } from '@regpipe/testkit';
import { connect, type NatsConnection } from 'nats';
import { beforeAll, describe, expect, test } from 'vitest';

import { connectBus } from './connect-bus.ts';
import { openBus } from './open-bus.ts';

const log = { warn: () => undefined, error: () => undefined };
const encoder = new TextEncoder();
/** A subject that no service may publish on. */
const NOBODYS = 'nobodys.subject';
let nats: TestNats;

beforeAll(async () => {
  nats = await testNats({ users: true });
  await nats.connect();
  return () => nats.close();
});

/** A plain connection of a service's user, with its inbox. */
async function clientOf(service: NatsService): Promise<NatsConnection> {
  const url = new URL(nats.serviceUrls[service] ?? '');
  return connect({
    servers: url.host,
    user: url.username,
    pass: url.password,
    inboxPrefix: `_INBOX.${clientNameOf(service)}`,
    ignoreClusterUpdates: true,
  });
}

/** What the server refuses of a step, as `publish to x`. */
async function refusalsOf(service: NatsService, step: (client: NatsConnection) => void): Promise<string[]> {
  const client = await clientOf(service);
  const refusals: string[] = [];
  const watch = async () => {
    for await (const { permissionContext } of client.status()) {
      refusals.push(`${permissionContext?.operation ?? ''} ${permissionContext?.subject ?? ''}`);
    }
  };
  void watch();
  step(client);
  // The server judges in order: once it has refused the last one, it has judged all before.
  client.publish(NOBODYS);
  await until(() => refusals.at(-1) === `publish ${NOBODYS}`, 'the last refusal');
  await client.close();
  return refusals.slice(0, -1);
}

describe.each<[NatsService, readonly string[]]>([
  ['fetcher', ['chunks.clean.plants.1', 'jobs.publish.plants', 'events.plants.1.publication.completed']],
  ['transformer', ['chunks.raw.plants.1', 'jobs.fetch.plants', 'events.plants.1.chunks.loaded']],
  ['loader', ['chunks.raw.plants.1', 'chunks.clean.plants.1', 'jobs.fetch.plants']],
  ['tracker', ['jobs.index.plants', 'events.plants.1.fetch.completed', 'dead.loader.plants.1']],
  ['scheduler', ['jobs.fetch.plants', 'events.plants.1.job.failed', 'dead.ticks.unreadable.0']],
  ['intake', ['jobs.fetch.drops', 'events.drops.1.job.failed', 'commands.notifications']],
  ['projector', ['commands.notifications', 'jobs.fetch.plants', 'dead.loader.plants.1']],
  ['query', ['commands.notifications', 'jobs.rebuild.notifications', 'events.plants.1.job.failed']],
  [
    'gateway',
    [
      'schedule.tick.daily',
      'jobs.rebuild.notifications',
      'jobs.fetch.plants',
      'chunks.raw.plants.1',
      'events.plants.1.job.failed',
    ],
  ],
])('the %s', (service, subjects) => {
  test.each(subjects)('may not publish on %s', async (subject) => {
    const refusals = await refusalsOf(service, (client) => client.publish(subject, encoder.encode('x')));
    expect(refusals).toEqual([`publish ${subject}`]);
  });

  // The tracker reads dead letters to send them again, and gives streams more replicas.
  test('may neither read, delete, change nor empty DEAD, nor ask what streams there are', async () => {
    const ofTracker = service === 'tracker' ? [] : ['STREAM.MSG.GET.DEAD', 'STREAM.UPDATE.DEAD'];
    const requests = [...ofTracker, 'STREAM.DELETE.DEAD', 'STREAM.PURGE.DEAD', 'STREAM.NAMES'];
    const subjects = [...requests, 'CONSUMER.CREATE.DEAD', 'CONSUMER.DURABLE.CREATE.DEAD.x'].map(
      (request) => `$JS.API.${request}`,
    );
    const refusals = await refusalsOf(service, (client) => {
      for (const subject of subjects) client.publish(subject);
    });
    expect(refusals).toEqual(subjects.map((subject) => `publish ${subject}`));
  });

  test("may not listen to others' replies, streams, calls and broadcasts", async () => {
    const other = service === 'gateway' ? 'fetcher' : 'gateway';
    const subjects = [
      `_INBOX.${clientNameOf(other)}.>`,
      '_INBOX.>',
      'dead.>',
      'chunks.>',
      `MOL-regpipe.RES.${other}.>`,
      `MOL-regpipe.REQB.${other}.health`,
      'MOL-regpipe.>',
    ];
    const refusals = await refusalsOf(service, (client) => {
      for (const subject of subjects) client.subscribe(subject);
    });
    expect(refusals).toEqual(subjects.map((subject) => `subscription ${subject}`));
  });

  test('may not call what it has no business with', async () => {
    const subject = `MOL-regpipe.REQB.tracker.${service === 'gateway' ? 'fetchPlan' : 'rollback'}`;
    expect(await refusalsOf(service, (client) => client.publish(subject))).toEqual([`publish ${subject}`]);
  });
});

test('the scheduler may tick, and not see who else does', async () => {
  const refusals = await refusalsOf('scheduler', (client) => {
    client.publish('schedule.tick.daily');
    client.publish('$JS.API.CONSUMER.CREATE.SCHEDULE.ticks');
    client.subscribe('schedule.>');
  });
  expect(refusals).toEqual(['publish $JS.API.CONSUMER.CREATE.SCHEDULE.ticks', 'subscription schedule.>']);
});

test('the gateway may look at every stream and its consumers, and touch none but what it hands commands in by', async () => {
  expect(streamsOf('gateway')).toEqual(['COMMANDS']);
  const forbidden = [
    ...['CREATE', 'PURGE', 'DELETE', 'UPDATE', 'MSG.GET', 'MSG.DELETE'].map((verb) => `STREAM.${verb}.RAW`),
    'DIRECT.GET.RAW',
    ...['CREATE', 'DELETE', 'MSG.NEXT', 'LIST', 'NAMES'].map((verb) => `CONSUMER.${verb}.RAW.transformer`),
    'CONSUMER.INFO.RAW.other',
    'CONSUMER.DURABLE.CREATE.RAW.transformer',
    ...['PURGE', 'DELETE', 'UPDATE', 'MSG.GET', 'MSG.DELETE'].map((verb) => `STREAM.${verb}.COMMANDS`),
    ...['CREATE', 'DELETE', 'MSG.NEXT'].map((verb) => `CONSUMER.${verb}.COMMANDS.projector`),
  ].map((request) => `$JS.API.${request}`);
  const allowed = [
    '$JS.API.STREAM.INFO.RAW',
    '$JS.API.CONSUMER.INFO.RAW.transformer',
    '$JS.API.STREAM.CREATE.COMMANDS',
    'commands.notifications',
  ];
  const refusals = await refusalsOf('gateway', (client) => {
    for (const subject of [...forbidden, '$JS.ACK.RAW.transformer.1.1.1.1.0', ...allowed])
      client.publish(subject);
  });
  expect(refusals).toEqual(
    [...forbidden, '$JS.ACK.RAW.transformer.1.1.1.1.0'].map((subject) => `publish ${subject}`),
  );
});

test('each service creates its streams on an empty server, in any order, and none is missing then', async () => {
  await nats.restart({ wipe: true });
  for (const service of NATS_SERVICES) {
    if (service !== 'gateway') await nats.connect(service);
  }
  const operator = await connectBus({ url: nats.url, name: 'test', log });
  const names = await operator.manager.streams.names().next();
  expect(names.toSorted()).toEqual(['CLEAN', 'COMMANDS', 'DEAD', 'EVENTS', 'JOBS', 'RAW', 'SCHEDULE']);
  await operator.close();
});

test('a wrong password, and none, are refused and not waited for', async () => {
  const wrong = (nats.serviceUrls.loader ?? '').replace(/:[^:@]+@/, ':wrong@');
  await expect(openBus({ url: wrong, service: 'loader', log })).rejects.toMatchObject({
    name: 'RetryableError',
    code: 'BUS_UNAVAILABLE',
    message: expect.stringContaining('refused user "loader"') as string,
  });
  const anonymous = `nats://127.0.0.1:${nats.port}`;
  await expect(openBus({ url: anonymous, service: 'loader', log })).rejects.toMatchObject({
    code: 'BUS_UNAVAILABLE',
  });
});
