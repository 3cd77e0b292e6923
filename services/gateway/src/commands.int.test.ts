import { createOffer } from '@regpipe/bus';
import { NOTIFICATIONS, type Projection, RefusedError, subjects } from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats } from '@regpipe/testkit';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/test-gateway.ts';

const COMMAND = {
  transaction_id: 'tx.1/é',
  created_at: 1_754_000_000_000,
  user_id: 'u-1',
  notification_title: 'Hello',
  status: 'SENT',
  platform: 'IOS',
  device_token: 'token',
  payload: { deep: { link: 'app://x' } },
} as const;

let base: TestGateway;
beforeAll(async () => {
  base = await startTestGateway();
  return () => base.close();
});

async function start(options: TestGatewayOptions): Promise<TestGateway> {
  const gateway = await startTestGateway({ ...options, beside: base });
  onTestFinished(() => gateway.close());
  return gateway;
}

describe('a command', () => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await testNats({ users: true });
    return () => nats.close();
  });

  test('is in the stream when it is answered, by the user of the gateway, and one that comes again is told', async () => {
    const gateway = await start({ offerCommand: createOffer(await nats.connect('gateway'), 'COMMANDS') });
    const send = () => gateway.post('/commands/notifications', COMMAND);
    const { transaction_id, created_at } = COMMAND;
    for (const duplicate of [false, true]) {
      const answer = await send();
      expect([answer.statusCode, answer.json()]).toEqual([202, { transaction_id, created_at, duplicate }]);
    }
    const stored = await storedMessages(await nats.connect(), 'COMMANDS', subjects.notificationCommands);
    expect(stored.map(({ data }) => JSON.parse(data.toString()) as unknown)).toEqual([COMMAND]);
    // A thousand of them a second would be a thousand lines a second.
    expect(gateway.logged()).not.toContain('api_change');
  });
});

test.each([
  ['no transaction', { transaction_id: undefined }, 'transaction_id'],
  ['an empty user', { user_id: ' ' }, 'user_id'],
  ['a state that is none', { status: 'READ' }, 'status'],
  ['a platform that is none', { platform: 'ios' }, 'platform'],
  ['seconds with a fraction', { created_at: 1.5 }, 'created_at'],
  ['a NUL in its title', { notification_title: 'a\0' }, 'notification_title'],
  ['half a character deep in its payload', { payload: { a: ['\ud800'] } }, 'payload'],
  ['a field that is misspelled', { marketingId: 'm-1' }, 'marketingId'],
])('a command with %s is refused by the field', async (_what, changes, field) => {
  const answer = await base.post('/commands/notifications', { ...COMMAND, ...changes });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID', errors: [{ field }] });
});

test('a full stream, and NATS away, are told with the time to wait', async () => {
  const full = await start({ offerCommand: () => Promise.resolve('full') });
  for (const [gateway, code] of [
    [full, 'COMMANDS_FULL'],
    [base, 'BUS_UNAVAILABLE'],
  ] as const) {
    const answer = await gateway.post('/commands/notifications', COMMAND);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, code]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
});

test('commands and questions have a limit of their own', async () => {
  const gateway = await start({
    limits: { requestsPerMinute: 2, fastRequestsPerMinute: 4 },
    offerCommand: () => Promise.resolve('stored'),
  });
  const send = () => gateway.post('/commands/notifications', COMMAND);
  for (let count = 0; count < 4; count += 1) expect((await send()).statusCode).toBe(202);
  expect((await send()).statusCode).toBe(429);
  expect((await gateway.get('/api/jobs')).statusCode).toBe(200);
});

describe('a projection', () => {
  test('is unknown until a projector has made it, then as the table says', async () => {
    const unknown = await base.get('/api/projections/notifications');
    expect([unknown.statusCode, unknown.json<{ code: string }>().code]).toEqual([404, 'PROJECTION_UNKNOWN']);
    await base.database.pool.query(
      `INSERT INTO etl.projection (name, generation, building, built_to, built_commands)
       VALUES ('notifications', 3, 4, 'tx-9', 120)`,
    );
    expect((await base.get('/api/projections/notifications')).json()).toEqual({
      name: NOTIFICATIONS,
      generation: 3,
      building: 4,
      built_commands: 120,
      build_started_at: null,
      rebuilt_at: null,
    } satisfies Projection);
    expect((await base.get('/api/projections/No.Name')).statusCode).toBe(422);
  });

  test('is rebuilt by the projector', async () => {
    const projection: Projection = {
      name: NOTIFICATIONS,
      generation: 1,
      building: 2,
      built_commands: 0,
      build_started_at: '2026-05-09T06:00:00.000Z',
      rebuilt_at: null,
    };
    const gateway = await start({
      callProjector: (name) =>
        name === NOTIFICATIONS
          ? Promise.resolve(projection)
          : Promise.reject(new RefusedError('PROJECTION_UNKNOWN', 'There is none.')),
    });
    const answer = await gateway.post('/api/projections/notifications/rebuild');
    expect([answer.statusCode, answer.headers.location, answer.json()]).toEqual([
      202,
      '/api/projections/notifications',
      projection,
    ]);
    expect((await gateway.post('/api/projections/others/rebuild')).statusCode).toBe(404);
  });
});
