import { revokeToken } from '@regpipe/database';
import { deadDatabase, switchable } from '@regpipe/testkit';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';

import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/test-gateway.ts';

const MINUTE_MS = 60_000;

afterEach(() => vi.useRealTimers());

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  onTestFinished(() => gateway.close());
  return gateway;
}

function scrape(gateway: TestGateway, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return gateway.server.inject({ url: '/metrics', headers });
}

const streams = () =>
  Promise.resolve([
    {
      ...{ name: 'RAW', subjects: ['chunks.raw.>'], messages: 3, bytes: 900, max_bytes: 67_108_864 },
      consumers: [{ name: 'transformer', pending: 2, in_flight: 1, redelivered: 4 }],
    },
  ]);

test('who may look gets what is true of the system, and of the gateway', async () => {
  const gateway = await start({
    bus: { readVersion: () => Promise.resolve(undefined), lookAtStreams: streams },
    listReplicas: () => [{ service: 'loader', node: 'loader.1', host: 'a', version: null, seenSeconds: 0 }],
  });
  await gateway.addJob();
  const viewer = await gateway.addToken('viewer');
  await gateway.get('/api/jobs/1');
  await gateway.get('/api/jobs/999');
  const answer = await scrape(gateway, viewer);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = answer.body.split('\n');
  for (const line of [
    'regpipe_up{target="database"} 1',
    'regpipe_up{target="bus"} 1',
    'regpipe_up{target="tracker"} 1',
    'regpipe_service_replicas{name="loader"} 1',
    'regpipe_service_replicas{name="fetcher"} 0',
    'regpipe_jobs{dataset="plants",status="queued"} 1',
    'regpipe_last_job_status{dataset="plants",mode="full",status="queued"} 1',
    'regpipe_stream_bytes{stream="RAW"} 900',
    'regpipe_consumer_pending{stream="RAW",consumer="transformer"} 2',
    'regpipe_consumer_redelivered{stream="RAW",consumer="transformer"} 4',
    'regpipe_http_requests_total{method="GET",route="/api/jobs/:id",status="200",service="gateway"} 1',
    'regpipe_http_requests_total{method="GET",route="/api/jobs/:id",status="404",service="gateway"} 1',
    'regpipe_http_streams{kind="events",service="gateway"} 0',
  ])
    expect(lines).toContain(line);
  expect(answer.body).toMatch(/^regpipe_http_request_seconds_count\{.*route="\/api\/jobs\/:id".*\} 2$/m);
  expect(answer.body).toContain('process_resident_memory_bytes{service="gateway"}');
});

test('nobody else does', async () => {
  const gateway = await start();
  expect((await scrape(gateway)).statusCode).toBe(401);
  expect((await scrape(gateway, 'a-token-that-is-none')).statusCode).toBe(401);
});

test('it answers while PostgreSQL and NATS are away, and says so', async () => {
  const gateway = await start({ factsDatabase: deadDatabase(), isTrackerVisible: () => false });
  const { statusCode, body } = await gateway.get('/metrics');
  expect(statusCode).toBe(200);
  for (const target of ['database', 'bus', 'tracker'])
    expect(body).toContain(`regpipe_up{target="${target}"} 0`);
  expect(body).not.toContain('regpipe_jobs{');
  expect(body).not.toContain('regpipe_stream_bytes{');
  expect(body).toContain('nodejs_eventloop_lag_seconds');
});

test('scrapes that come at once cost one reading', async () => {
  const first = await start();
  let looks = 0;
  const factsDatabase = switchable(() => {
    looks += 1;
    return first.database.pool;
  });
  const gateway = await start({ beside: first, factsDatabase });
  await gateway.get('/metrics');
  const once = looks;
  await gateway.get('/metrics');
  const twice = looks;
  await Promise.all(Array.from({ length: 5 }, () => gateway.get('/metrics')));
  expect(once).toBeGreaterThan(0);
  expect(looks - twice).toBe(twice - once);
});

test('a token that was good opens it also while the database is away, for as long as it keeps coming back', async () => {
  // From the start: a clock that is put back later would keep alive what was remembered before.
  vi.useFakeTimers({ toFake: ['performance'] });
  const first = await start();
  const dead = deadDatabase();
  let { pool } = first.database;
  const gateway = await start({ beside: { ...first, database: switchable(() => pool) } });
  const [good, revoked] = [await first.addToken('viewer', 'good'), await first.addToken('viewer', 'revoked')];
  for (const token of [good, revoked]) expect((await scrape(gateway, token)).statusCode).toBe(200);
  await revokeToken(pool, 'revoked');
  vi.advanceTimersByTime(MINUTE_MS / 2);
  expect((await scrape(gateway, revoked)).statusCode).toBe(401);
  ({ pool } = dead);
  for (let minutes = 0; minutes < 18; minutes += 9) {
    vi.advanceTimersByTime(9 * MINUTE_MS);
    const answer = await scrape(gateway, good);
    expect([answer.statusCode, answer.body.includes('regpipe_up{target="database"} 0')]).toEqual([200, true]);
  }
  expect((await scrape(gateway, revoked)).statusCode).toBe(503);
  const other = { url: '/api/jobs/1', headers: { authorization: `Bearer ${good}` } };
  expect((await gateway.server.inject(other)).statusCode, 'nothing else').toBe(503);
  vi.advanceTimersByTime(11 * MINUTE_MS);
  expect((await scrape(gateway, good)).statusCode).toBe(503);
});
