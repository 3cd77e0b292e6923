import { type Job, jobSchema } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import { ended } from './testing/job-report.ts';
import { type LogLine, logLines } from './testing/log-lines.ts';
import { type CollectedSpan, type OtlpCollector, startCollector } from './testing/otlp-collector.ts';
import { type Scraped, scrape, sumOf } from './testing/read-metrics.ts';
import { sampleFile } from './testing/sample-file.ts';

const SERVICES = ['fetcher', 'transformer', 'loader', 'tracker', 'gateway'] as const;
const ROWS = 4_000;
const CHUNK_ROWS = 500;
const CALLER = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };

let collector: OtlpCollector;
let job: Job;
let asked: Job;
let system: Scraped;
let own: Map<string, Scraped>;
let measured: LogLine | undefined;

beforeAll(async () => {
  collector = await startCollector();
  const stack = await testStack({
    environment: {
      REGPIPE_METRICS_PORT: '0',
      REGPIPE_VITALS_INTERVAL_S: '1',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20secret',
    },
  });
  try {
    const { path } = await sampleFile(stack, { rows: ROWS });
    job = await ended(stack, (await stack.start({ source: path, chunkSize: CHUNK_ROWS })).id);
    system = await scrape(`${stack.apiUrl}/metrics`, stack.apiToken);
    own = new Map();
    for (const service of SERVICES) own.set(service, await scrape(await metricsUrl(stack, service)));
    await until(
      async () => (await publicationLines(stack)).length > 0,
      'the age of the publication in the log',
    );
    [measured] = await publicationLines(stack);
    asked = await ended(stack, (await askAsCaller(stack, path)).id);
  } finally {
    // What is waiting is exported at the end of each process.
    await stack.close();
    await collector.close();
  }
}, 120_000);

async function metricsUrl(stack: TestStack, service: (typeof SERVICES)[number]): Promise<string> {
  const lines = await logLines(stack, service);
  return String(lines.find(({ event }) => event === 'metrics_listening')?.['url']);
}

async function publicationLines(stack: TestStack): Promise<LogLine[]> {
  const lines = await logLines(stack, 'gateway');
  return lines.filter(({ event }) => event === 'publication_measured');
}

/** A dry run, by a client with a trace of its own. */
async function askAsCaller(stack: TestStack, source: string): Promise<Job> {
  const response = await fetch(`${stack.apiUrl}/api/jobs`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.apiToken}`,
      'content-type': 'application/json',
      traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01`,
    },
    body: JSON.stringify({ source, mode: 'dry-run', chunkSize: CHUNK_ROWS }),
  });
  return jobSchema.parse(await response.json());
}

function traceOf({ id }: Job): readonly CollectedSpan[] {
  const root = collector.spans.find(
    ({ name, attributes }) => name === 'job' && attributes['regpipe.job.id'] === id,
  );
  return collector.spans.filter(({ traceId }) => traceId === root?.traceId);
}

const named = (spans: readonly CollectedSpan[], name: string) => spans.filter((span) => span.name === name);

describe('a job', () => {
  test('is one trace, from the request to the publication, across all processes', () => {
    const spans = traceOf(job);
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots.map(({ name }) => name)).toEqual(['job']);
    expect(spans.filter(({ parentSpanId }) => parentSpanId !== undefined && !ids.has(parentSpanId))).toEqual(
      [],
    );
    expect(new Set(spans.map(({ service }) => service))).toEqual(
      new Set(SERVICES.map((service) => `regpipe-${service}`)),
    );
    expect(named(spans, 'POST /api/jobs')).toHaveLength(1);
    for (const name of ['start', 'fetch', 'publish', 'duplicates', 'constraints', 'checks', 'swap'])
      expect(named(spans, name), name).toHaveLength(1);
    expect(spans.filter(({ failed }) => failed)).toEqual([]);
  });

  test('has a span for each chunk at each stage, and for what a transaction consists of', () => {
    const spans = traceOf(job);
    const chunks = Array.from({ length: ROWS / CHUNK_ROWS }, (_, index) => index);
    const [fetch] = named(spans, 'fetch');
    const transforms = named(spans, 'transform');
    const loads = named(spans, 'load');
    const chunksOf = (some: readonly CollectedSpan[]) =>
      some.map(({ attributes }) => attributes['regpipe.chunk']);
    expect(chunksOf(transforms).toSorted()).toEqual(chunks);
    expect(chunksOf(loads).toSorted()).toEqual(chunks);
    expect(new Set(transforms.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([fetch?.spanId]));
    for (const load of loads) {
      const parent = transforms.find(({ spanId }) => spanId === load.parentSpanId);
      expect(parent?.attributes['regpipe.chunk']).toBe(load.attributes['regpipe.chunk']);
    }
    const transactions = named(spans, 'transaction');
    expect(transactions.length).toBeGreaterThan(0);
    expect(named(spans, 'commit')).toHaveLength(transactions.length);
    const sizes = transactions.map(({ attributes }) => Number(attributes['regpipe.chunks']));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(chunks.length);
    expect(transactions.flatMap(({ links }) => links)).toHaveLength(chunks.length - transactions.length);
    const tables = named(spans, 'copy').map(({ attributes }) => attributes['db.collection.name']);
    expect(new Set(tables)).toEqual(new Set(['tax_registration', 'business_industry', 'rejects']));
  });

  test('takes as long as its root says, with how it ended', () => {
    const [root] = named(traceOf(job), 'job');
    expect(root?.startMs).toBe(Date.parse(job.created_at));
    expect(root?.endMs).toBe(Date.parse(job.completed_at ?? ''));
    expect(root?.attributes).toMatchObject({
      'regpipe.job.status': 'success',
      'regpipe.records.loaded': job.records_processed,
    });
  });

  test('that a client with a trace asks for is linked to it, and the request belongs to that trace', () => {
    const [request, ...others] = collector.spans.filter(({ traceId }) => traceId === CALLER.traceId);
    expect(others).toEqual([]);
    expect(request).toMatchObject({ name: 'POST /api/jobs', parentSpanId: CALLER.spanId });
    const spans = traceOf(asked);
    const [root] = named(spans, 'job');
    const [start] = named(spans, 'start');
    expect(request?.links).toEqual([{ traceId: root?.traceId, spanId: root?.spanId }]);
    expect(start?.links).toEqual([{ traceId: CALLER.traceId, spanId: request?.spanId }]);
  });

  test('is sent with the headers that the collector asks for', () => {
    expect(new Set(collector.headers.map((headers) => headers['x-key']))).toEqual(new Set(['a secret']));
  });
});

describe('metrics', () => {
  const dataset = 'tax-registration';
  const records = (service: string, stage: string, outcome: string) =>
    sumOf(own.get(service) ?? [], 'regpipe_records_total', { dataset, stage, outcome }) ?? 0;
  const before = () => job.records_processed + job.records_duplicated;

  test('of each stage add up to the counts of the job', () => {
    expect(records('fetcher', 'fetch', 'read')).toBe(job.records_total);
    const transformed = { accepted: before(), rejected: job.records_failed, blank: job.records_blank };
    for (const [outcome, expected] of Object.entries(transformed))
      expect(records('transformer', 'transform', outcome), outcome).toBe(expected);
    const loaded = { loaded: before(), rejected: job.records_failed, blank: job.records_blank };
    for (const [outcome, expected] of Object.entries(loaded))
      expect(records('loader', 'load', outcome), outcome).toBe(expected);
  });

  test('time each chunk once a stage', () => {
    const stages = { fetcher: 'fetch', transformer: 'transform', loader: 'load' };
    for (const [service, stage] of Object.entries(stages)) {
      expect(sumOf(own.get(service) ?? [], 'regpipe_chunk_seconds_count', { stage }), stage).toBe(
        ROWS / CHUNK_ROWS,
      );
    }
    const bytes = sumOf(own.get('fetcher') ?? [], 'regpipe_bytes_total', { direction: 'in' });
    expect(bytes).toBe(job.source_bytes);
  });

  test('of every process tell of the process, of its pool and of its part of the bus', () => {
    for (const service of SERVICES) {
      const scraped = own.get(service) ?? [];
      expect(sumOf(scraped, 'process_resident_memory_bytes', { service }), service).toBeGreaterThan(1e7);
      if (service !== 'gateway') expect(sumOf(scraped, 'regpipe_bus_connected'), service).toBe(1);
    }
    expect(sumOf(own.get('loader') ?? [], 'regpipe_pool_connections_max', { pool: 'loader' })).toBe(6);
    const delivered = { stream: 'RAW', consumer: 'transformer', outcome: 'done' };
    expect(sumOf(own.get('transformer') ?? [], 'regpipe_deliveries_total', delivered)).toBe(
      ROWS / CHUNK_ROWS,
    );
    const end = { dataset, mode: 'full', status: 'success' };
    expect(sumOf(own.get('tracker') ?? [], 'regpipe_jobs_ended_total', end)).toBe(1);
  });

  test('of the system are those of the job, the publication and the streams', () => {
    const outcomes = {
      loaded: job.records_processed,
      rejected: job.records_failed,
      duplicate: job.records_duplicated,
      blank: job.records_blank,
    };
    for (const [outcome, expected] of Object.entries(outcomes))
      expect(sumOf(system, 'regpipe_job_records_total', { dataset, mode: 'full', outcome })).toBe(expected);
    for (const target of ['database', 'bus', 'tracker'])
      expect(sumOf(system, 'regpipe_up', { target })).toBe(1);
    expect(sumOf(system, 'regpipe_jobs', { status: 'success' })).toBe(1);
    expect(sumOf(system, 'regpipe_last_job_status', { status: 'success' })).toBe(1);
    expect(sumOf(system, 'regpipe_publication_rows', { table: 'tax_registration' })).toBe(
      job.records_processed,
    );
    expect(sumOf(system, 'regpipe_publication_age_seconds')).toBeLessThan(60);
    expect(sumOf(system, 'regpipe_verified_age_seconds')).toBeLessThan(60);
    expect(sumOf(system, 'regpipe_dead_chunks')).toBe(0);
    expect(sumOf(system, 'regpipe_consumer_pending', { consumer: 'loader' })).toBe(0);
    expect(sumOf(system, 'regpipe_stream_max_bytes', { stream: 'RAW' })).toBe(64 * 1024 ** 2);
    for (const name of SERVICES) expect(sumOf(system, 'regpipe_service_replicas', { name }), name).toBe(1);
  });
});

test('the gateway logs how old the publication is, by itself', () => {
  expect(measured).toMatchObject({ dataset: 'tax-registration', version: job.id });
  expect(measured?.['publication_age_s']).toBeLessThan(60);
  expect(measured?.['verified_age_s']).toBeLessThan(60);
});
