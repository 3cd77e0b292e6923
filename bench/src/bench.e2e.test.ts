import { readdir } from 'node:fs/promises';

import { JOB_SERVICES } from '@regpipe/stack';
import { expect, test } from 'vitest';

import type { ComparisonResult, DropsResult, NotificationsResult } from './results.ts';
import { runBench } from './testing/run-bench.ts';

/* Each mode with next to nothing to load: that it works, and writes what it promises. Never how fast. */

/** Those that are started. */
const MEASURED = [...JOB_SERVICES, 'scheduler'];

test('the pipeline and its references load the same rows by turns, and every document is written', async () => {
  const { result, resultsDirectory, written } = await runBench<ComparisonResult>('--rows 3000 --rounds 2');
  const [first, second] = result.rounds;
  expect(first?.order).toEqual(expect.arrayContaining(['regpipe', 'floor', 'plain-node']));
  expect(second?.order).toEqual(first?.order.toReversed());
  expect(first?.references['floor']?.rows).toEqual(first?.job?.rows);
  expect(first?.references['plain-node']?.rows).toEqual(first?.job?.rows);
  expect(Object.keys(result.cpu_seconds).sort()).toEqual([...MEASURED, 'nats-server', 'postgres'].sort());
  expect(Object.keys(result.peak_rss_mb).sort()).toEqual([...MEASURED, 'nats-server'].sort());
  expect(result.stages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['until the first chunk is loaded', 'load', 'publish: swap']),
  );
  expect(result.stages.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1);

  expect((await readdir(resultsDirectory)).sort()).toEqual([
    'latest.json',
    'latest.md',
    'memory.svg',
    'stages.svg',
  ]);
  expect(JSON.parse(await written('latest.json'))).toMatchObject({ rows: 3_000, ratio: result.ratio });
  expect(await written('latest.md')).toMatch(/\| plain-node +\| +[\d.]+ s/);
  expect(await written('stages.svg')).toContain('plain-node');
  expect(await written('memory.svg')).toContain('limit: 200 MB');
});

test('questions and commands about notifications are answered, also while a replica is restarted', async () => {
  const load = '--records 3000 --rate 50 --commands 50 --seconds 1';
  const { result, written } = await runBench<NotificationsResult>(`notifications ${load}`);
  const { questions, reference, idle, restarts, commands, both } = result;
  expect(result.records).toBe(3_000);
  expect([questions, reference, both.questions].map(({ failures }) => failures)).toEqual([0, 0, 0]);
  expect(idle.requests).toBeGreaterThan(0);
  expect(Object.keys(result.by_kind)).toContain('campaign, next page');
  expect(restarts).toMatchObject({
    availability: 1,
    restarts: [{ signal: 'SIGTERM' }, { signal: 'SIGKILL' }],
  });
  for (const { failures, unseen, lag, over_http: overHttp } of [commands, both.commands]) {
    expect({ failures, unseen }).toEqual({ failures: 0, unseen: 0 });
    expect(lag.requests).toBeGreaterThan(0);
    expect(overHttp).toBeGreaterThan(0);
  }
  expect(await written('latest.md')).toContain('## Notifications');
  expect(await written('notifications.svg')).toContain('250 ms');
});

test('a dropped file leaves the same rows as by hand', async () => {
  const { result, written } = await runBench<DropsResult>('drops --rows 2000 --rounds 1');
  expect(result).toMatchObject({ rows: 2_000, rounds: { length: 1 }, within_limits: true });
  expect(result.seconds).toBeGreaterThan(result.notice_seconds);
  expect(await written('latest.md')).toContain('## A dropped file');
});
