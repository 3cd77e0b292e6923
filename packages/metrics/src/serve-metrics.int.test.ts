import { beforeAll, expect, test } from 'vitest';

import { Metrics } from './metrics.ts';
import { type MetricsListener, serveMetrics } from './serve-metrics.ts';

let listener: MetricsListener;

beforeAll(async () => {
  const metrics = new Metrics('transformer');
  metrics.count('regpipe_chunks_total', { dataset: 'plants', stage: 'transform', outcome: 'done' });
  listener = await serveMetrics(metrics, '127.0.0.1', 0);
  return () => listener.close();
});

test('a free port is taken, and whoever asks there gets the metrics', async () => {
  expect(listener.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const response = await fetch(listener.url);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await response.text()).toContain('stage="transform",outcome="done",service="transformer"} 1\n');
});

test('only for reading, and nothing else is there', async () => {
  const statusOf = async (method: string, path = '') =>
    (await fetch(`${listener.url}${path}`, { method })).status;
  expect(await statusOf('HEAD')).toBe(200);
  expect(await statusOf('POST')).toBe(405);
  expect(await statusOf('GET', '?name=x')).toBe(200);
  expect(await statusOf('GET', '/../other')).toBe(404);
});

test('a port that is taken is told as a bad setting', async () => {
  const port = Number(new URL(listener.url).port);
  await expect(serveMetrics(new Metrics('loader'), '127.0.0.1', port)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/^REGPIPE_METRICS_PORT: /) as string,
  });
});
