import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { parseTraceparent, TerminalError } from '@regpipe/contracts';
import { until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { openTracing, type SamplerName } from './open-tracing.ts';
import type { Tracing } from './tracing.ts';

const JOB = { id: 7, attempt: 2, created_at: '2026-05-09T06:00:00.000Z' };
const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
/** Nothing listens on port 1. */
const NOBODY = 'http://127.0.0.1:1/v1/traces';
const UNSAMPLED = `${PARENT.slice(0, -2)}00`;

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly links?: readonly { readonly traceId: string }[];
}

interface Opened {
  readonly tracing: Tracing;
  readonly counted: Record<string, number>;
  readonly logged: string[];
}

interface Settings {
  readonly sampler?: SamplerName;
  readonly ratio?: number;
  readonly timeoutMs?: number;
}

async function open(url: string, settings: Settings = {}): Promise<Opened> {
  const { sampler = 'parentbased_always_on', ratio = 1, timeoutMs = 300 } = settings;
  const counted: Record<string, number> = {};
  const logged: string[] = [];
  const note = (fields: object) => void logged.push((fields as { event: string }).event);
  const tracing = await openTracing({
    collector: { url, headers: {}, timeoutMs },
    serviceName: 'regpipe-test',
    resource: { 'deployment.environment.name': 'test' },
    sampler,
    ratio,
    log: { info: note, warn: note },
    onSpans: (outcome, spans) => (counted[outcome] = (counted[outcome] ?? 0) + spans),
  });
  return { tracing, counted, logged };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
}

async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const url = await listen(server);
  const spans = () =>
    bodies.flatMap((body) => {
      const { resourceSpans } = JSON.parse(body) as {
        resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
      };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    });
  return { url, spans, bodies };
}

test('what waits is exported at the end, as parts of what they say', async () => {
  const collector = await startCollector();
  const { tracing, counted } = await open(collector.url);
  const outer = tracing.start('publish', { parent: PARENT, links: [PARENT, 'nonsense', undefined] });
  const inner = tracing.start('swap', { parent: outer.traceparent });
  inner.fail(new TerminalError('PUBLICATION_BLOCKED', 'Readers hold the views.'));
  inner.end();
  inner.end();
  outer.end();
  await tracing.close();
  const { traceId, spanId } = parseTraceparent(PARENT) ?? {};
  expect(collector.spans()).toMatchObject([
    { name: 'swap', traceId, status: { code: 2, message: 'Readers hold the views.' } },
    { name: 'publish', traceId, parentSpanId: spanId, links: [{ traceId }] },
  ]);
  expect(collector.spans()[0]?.parentSpanId).toBe(collector.spans()[1]?.spanId);
  expect(collector.bodies.join()).toContain('regpipe-test');
  expect(collector.bodies.join()).toContain('PUBLICATION_BLOCKED');
  expect(counted).toEqual({ exported: 2 });
});

test("a job's span is the one that its parts have named before, linked to the attempt before", async () => {
  const collector = await startCollector();
  const { tracing } = await open(collector.url);
  const part = tracing.start('fetch', { parent: tracing.traceparentOf(JOB) });
  part.end();
  const attributes = { 'regpipe.job.status': 'failed' };
  tracing.recordJob(JOB, { startedAt: new Date(), endedAt: new Date(), attributes, error: 'no source' });
  tracing.start('other').end();
  await tracing.close();
  const named = (name: string) => collector.spans().find((span) => span.name === name);
  const { traceId, spanId } = parseTraceparent(tracing.traceparentOf(JOB)) ?? {};
  const before = parseTraceparent(tracing.traceparentOf({ ...JOB, attempt: 1 }));
  expect(named('job')).toMatchObject({ traceId, spanId, status: { code: 2 } });
  expect(named('job')?.links).toMatchObject([{ traceId: before?.traceId }]);
  expect(named('fetch')).toMatchObject({ traceId, parentSpanId: spanId });
  expect(named('other')?.traceId).not.toBe(traceId);
});

test('what is not sampled is not exported, and says so to what follows', async () => {
  const collector = await startCollector();
  const { tracing, counted } = await open(collector.url);
  const span = tracing.start('load', { parent: UNSAMPLED });
  expect(span.isRecorded).toBe(false);
  expect(parseTraceparent(span.traceparent)).toMatchObject({ sampled: false });
  span.end();
  await tracing.close();
  expect([collector.spans(), counted]).toEqual([[], {}]);
});

test('a share of the jobs is recorded, wholly or not at all', async () => {
  const { tracing } = await open(NOBODY, { sampler: 'parentbased_traceidratio', ratio: 0.5 });
  const jobs = Array.from({ length: 400 }, (_, id) => tracing.traceparentOf({ ...JOB, id }));
  const recorded = jobs.filter((traceparent) => tracing.start('fetch', { parent: traceparent }).isRecorded);
  expect(recorded).toEqual(jobs.filter((traceparent) => parseTraceparent(traceparent)?.sampled));
  expect(recorded.length).toBeGreaterThan(140);
  expect(recorded.length).toBeLessThan(260);
  const { tracing: never } = await open(NOBODY, { sampler: 'always_off' });
  expect(never.start('fetch', { parent: PARENT }).isRecorded).toBe(false);
});

test('a collector that is away costs the spans, is told of once, and holds up no end', async () => {
  const { tracing, counted, logged } = await open(NOBODY);
  for (let span = 0; span < 5_000; span += 1) tracing.start('load').end();
  const startedAt = performance.now();
  await tracing.close();
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  expect(logged).toEqual(['spans_lost']);
  await until(() => counted['lost'] === 5_000, 'each lost span to be counted');
});

test('neither does one that takes spans and never answers', async () => {
  const { tracing } = await open(await listen(createServer(() => {})), { timeoutMs: 60_000 });
  tracing.start('load').end();
  const startedAt = performance.now();
  await tracing.close();
  expect(performance.now() - startedAt).toBeLessThan(2_500);
});
