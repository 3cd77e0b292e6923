import { connectDatabase } from '@regpipe/database';
import { Metrics } from '@regpipe/metrics';
import { createLogger, Secret } from '@regpipe/runtime';
import { NO_TRACING } from '@regpipe/tracing';
import { expect, test } from 'vitest';

import { createServer } from './create-server.ts';
import { createJobChanges } from './job-changes.ts';
import { SystemFacts } from './metrics/system-facts.ts';
import { NO_BUS, startTestGateway, TOKEN, WIDE_LIMITS } from './testing/test-gateway.ts';

/** Nothing listens on port 1. */
const DEAD_DATABASE = 'postgres://nobody@127.0.0.1:1/none';

test('without a token, says that it is up and ready', async () => {
  const gateway = await startTestGateway();
  const health = await gateway.server.inject({ url: '/health' });
  expect([health.statusCode, health.json()]).toEqual([
    200,
    { status: 'ok', service: 'gateway', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
  ]);
  const ready = await gateway.server.inject({ url: '/ready' });
  expect([ready.statusCode, ready.json()]).toEqual([
    200,
    { status: 'ok', checks: { database: true, tracker: true } },
  ]);
  await gateway.close();
});

test('is not ready while the tracker is away', async () => {
  const gateway = await startTestGateway({ isTrackerVisible: () => false });
  const ready = await gateway.server.inject({ url: '/ready' });
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toMatchObject({
    code: 'TRACKER_UNAVAILABLE',
    checks: { database: true, tracker: false },
  });
  await gateway.close();
});

test('without a database it is up, not ready, and every read is a 503', async () => {
  const log = createLogger({ service: 'gateway', level: 'silent' });
  const database = connectDatabase({ url: DEAD_DATABASE, applicationName: 'test', poolSize: 1, log });
  const server = await createServer({
    database,
    queries: database,
    facts: new SystemFacts(database, NO_BUS),
    metrics: new Metrics('gateway'),
    tracing: NO_TRACING,
    datasets: [],
    callTracker: () => Promise.reject(new Error('The tracker was asked.')),
    callIntake: () => Promise.reject(new Error('The intake was asked.')),
    callProjector: () => Promise.reject(new Error('The projector was asked.')),
    offerCommand: () => Promise.reject(new Error('A command was offered.')),
    isTrackerVisible: () => true,
    answerQuestion: () => Promise.reject(new Error('A question was asked.')),
    listReplicas: () => [],
    bus: NO_BUS,
    jobChanges: createJobChanges(),
    token: new Secret(TOKEN),
    host: '127.0.0.1',
    allowedHosts: [],
    trustedProxies: [],
    limits: WIDE_LIMITS,
    consoleDirectory: '/nonexistent',
    log,
  });
  expect((await server.inject({ url: '/health' })).statusCode).toBe(200);
  const ready = await server.inject({ url: '/ready' });
  expect([ready.statusCode, ready.json<{ checks: object }>().checks]).toEqual([
    503,
    { database: false, tracker: true },
  ]);
  const read = await server.inject({ url: '/api/jobs/1', headers: { authorization: `Bearer ${TOKEN}` } });
  expect([read.statusCode, read.json<{ code: string }>().code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
  expect(read.body).not.toContain('127.0.0.1');
  await server.close();
  await database.close();
});
