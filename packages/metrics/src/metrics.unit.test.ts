import { describe, expect, test } from 'vitest';

import { METRICS } from './definitions.ts';
import { Metrics } from './metrics.ts';
import { busObserver } from './observe-bus.ts';
import { watchPool } from './watch-pool.ts';

const LOADED = { dataset: 'plants', stage: 'load', outcome: 'loaded' };

/** The samples of a metric, as they stand in the scrape. */
async function samplesOf(metrics: Metrics, name: string): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

test('a process has its own metrics and those of Node, each with its service', async () => {
  const metrics = new Metrics('loader');
  metrics.count('regpipe_records_total', LOADED, 20);
  metrics.count('regpipe_records_total', LOADED);
  expect(await samplesOf(metrics, 'regpipe_records_total')).toEqual([
    'regpipe_records_total{dataset="plants",stage="load",outcome="loaded",service="loader"} 21',
  ]);
  expect(await samplesOf(metrics, 'process_resident_memory_bytes')).toHaveLength(1);
  expect(await metrics.text()).toContain('# TYPE regpipe_transaction_seconds histogram');
});

test('all that a source has is there before its first value, and nothing else', async () => {
  for (const source of ['tracker', 'system'] as const) {
    const text = await new Metrics(source).text();
    const named = Array.from(text.matchAll(/^# HELP (regpipe_\w+) /gm), ([, name]) => name);
    const expected = Object.entries(METRICS).filter(([, { from }]) =>
      (from as readonly string[]).includes(source),
    );
    expect(named).toEqual(expected.map(([name]) => name));
  }
});

test('a metric of somebody else is a mistake that shows', () => {
  const metrics = new Metrics('fetcher');
  expect(() => metrics.count('regpipe_events_total', { dataset: 'plants', type: 'x' })).toThrow(
    'regpipe_events_total is no metric of the fetcher.',
  );
});

describe('what is read anew', () => {
  test('replaces what was there', async () => {
    const metrics = new Metrics('system');
    const show = (...streams: string[]) =>
      metrics.replace(
        'regpipe_stream_messages',
        streams.map((stream, index) => ({ labels: { stream }, value: index + 5 })),
      );
    show('RAW', 'CLEAN');
    show('CLEAN');
    expect(await samplesOf(metrics, 'regpipe_stream_messages')).toEqual([
      'regpipe_stream_messages{stream="CLEAN"} 5',
    ]);
    show();
    expect(await samplesOf(metrics, 'regpipe_stream_messages')).toEqual([]);
  });

  test('may be a counter that is kept elsewhere', async () => {
    const metrics = new Metrics('system');
    const labels = { dataset: 'plants', mode: 'full', outcome: 'loaded' };
    for (const value of [7, 9]) metrics.replace('regpipe_job_records_total', [{ labels, value }]);
    expect(await samplesOf(metrics, 'regpipe_job_records_total')).toEqual([
      'regpipe_job_records_total{dataset="plants",mode="full",outcome="loaded"} 9',
    ]);
  });
});

test('pools are looked at when somebody asks, each under its name', async () => {
  const metrics = new Metrics('loader');
  let busy = 1;
  watchPool(metrics, 'one', () => ({ max: 6, idle: 2, busy, waiting: 0 }));
  watchPool(metrics, 'other', () => ({ max: 1, idle: 0, busy: 1, waiting: 3 }));
  await metrics.text();
  busy = 4;
  expect(await samplesOf(metrics, 'regpipe_pool_connections')).toEqual([
    'regpipe_pool_connections{pool="one",state="idle",service="loader"} 2',
    'regpipe_pool_connections{pool="one",state="busy",service="loader"} 4',
    'regpipe_pool_connections{pool="other",state="idle",service="loader"} 0',
    'regpipe_pool_connections{pool="other",state="busy",service="loader"} 1',
  ]);
});

test('deliveries are counted by what became of them, and those that came again besides', async () => {
  const metrics = new Metrics('loader');
  const observer = busObserver(metrics);
  observer.delivered('CLEAN', 'loader', 'done', false);
  observer.delivered('CLEAN', 'loader', 'retried', true);
  observer.waited('EVENTS', 0.3);
  const of = 'stream="CLEAN",consumer="loader"';
  expect(await samplesOf(metrics, 'regpipe_deliveries_total')).toEqual([
    `regpipe_deliveries_total{${of},outcome="done",service="loader"} 1`,
    `regpipe_deliveries_total{${of},outcome="retried",service="loader"} 1`,
  ]);
  expect(await samplesOf(metrics, 'regpipe_redeliveries_total')).toEqual([
    `regpipe_redeliveries_total{${of},service="loader"} 1`,
  ]);
  expect(await samplesOf(metrics, 'regpipe_backpressure_seconds_total')).toEqual([
    'regpipe_backpressure_seconds_total{stream="EVENTS",service="loader"} 0.3',
  ]);
});
