import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { makeSample } from '@regpipe/datasets';
import { serveFile } from '@regpipe/stack';

import { authorization } from '@regpipe/stack';
import { type BenchStack, settle, startBenchStack } from '../bench-stack.ts';
import type { JobMoments } from '../measure/job-log.ts';
import { describeCircumstances } from '../measure/machine.ts';
import { quantile } from '../measure/statistics.ts';
import { runPipeline, untilSearchable } from '../pipeline.ts';
import type { Latency, ReaderResult, ServingResult } from '../results.ts';
import { startHelper } from '../serving/helper-process.ts';
import type { ReaderConfig, ReaderReport } from '../serving/poll-reader.ts';
import type { Answered, LoadConfig } from '../serving/request-load.ts';
import type { ModeOptions } from './mode.ts';

export interface ServingOptions extends ModeOptions {
  readonly rows: number;
}

const LOOKUPS_PER_SECOND = 100;
const SEARCHES_PER_SECOND = 5;
/** So many businesses and names are asked for in turn. */
const DIFFERENT_REQUESTS = 1_000;
/** The load runs so long before the import: first requests compile the code that answers them. */
const WARM_UP_MS = 2_000;
/** The reader goes on so long after the swap: a wait may end when the publication has. */
const AFTER_SWAP_MS = 500;

/**
 * How the API and a reader of the live views fare while a full import runs. The load lasts from the POST until the new
 * version's search indexes are built; the reader, who asks again a millisecond after each answer, reads while the job publishes.
 */
export async function measureServing({ directory, rows, say }: ServingOptions): Promise<ServingResult> {
  const path = join(directory, 'sample.csv');
  say(`Making a sample of ${rows} records …`);
  await makeSample({ rows, path });
  const bench = await startBenchStack(directory);
  const source = await serveFile(path);
  try {
    say('A first import, to have something to serve …');
    const first = await runPipeline(bench, source.url);
    await untilSearchable(bench.stack, first.jobId);
    await settle(bench);
    say('A second one under load …');
    const measured = await importUnderLoad(bench, source.url);
    return { ...(await describeCircumstances(bench.database)), rows, ...measured };
  } finally {
    await source.close();
    await bench.close();
  }
}

async function importUnderLoad(
  bench: BenchStack,
  source: string,
): Promise<Omit<ServingResult, 'date' | 'machine' | 'rows'>> {
  const load = await startHelper<Answered[]>('request-load.ts', await loadConfig(bench));
  const reader = await startHelper<ReaderReport>('poll-reader.ts', await readerConfig(bench));
  try {
    load.start();
    await pause(WARM_UP_MS);
    const publishing = bench.log.nextStep();
    const running = runPipeline(bench, source);
    await Promise.race([publishing, running]);
    reader.start();
    const run = await running;
    await pause(AFTER_SWAP_MS);
    const report = await reader.stop();
    await untilSearchable(bench.stack, run.jobId);
    const answers = await load.stop();
    const during = answers.filter(({ dueMs }) => dueMs >= run.startedMs && dueMs <= run.endedMs);
    const after = answers.filter(({ dueMs }) => dueMs > run.endedMs);
    return {
      job_seconds: run.seconds,
      lookup: latencyOf(during, 'lookup'),
      search: latencyOf(during, 'search'),
      search_before_indexes: after.some(isSearch) ? latencyOf(after, 'search') : null,
      reader: readerResult(report, bench.log.of(run.jobId)),
    };
  } finally {
    load.kill();
    reader.kill();
  }
}

async function loadConfig({ stack, database }: BenchStack): Promise<LoadConfig> {
  const { rows } = await database.pool.query<{ ban: string; name: string }>(
    `SELECT ban, trim(business_name) AS name FROM public.tax_registration ORDER BY hashtext(ban) LIMIT $1`,
    [DIFFERENT_REQUESTS],
  );
  // Two characters and three by turns: what people search by.
  const parts = rows.map(({ name }, index) =>
    Array.from(name)
      .slice(0, 2 + (index % 2))
      .join(''),
  );
  return {
    urls: [stack.apiUrl],
    headers: authorization(stack),
    targets: [
      {
        name: 'lookup',
        perSecond: LOOKUPS_PER_SECOND,
        requests: rows.map(({ ban }) => ({ path: `/api/registrations/${ban}` })),
      },
      {
        name: 'search',
        perSecond: SEARCHES_PER_SECOND,
        requests: parts.map((part) => ({
          path: `/api/registrations?limit=20&name=${encodeURIComponent(part)}`,
        })),
      },
    ],
  };
}

/** One business by its number: an index lookup, so that a wait is one for the view and not for the answer. */
async function readerConfig({ stack, database }: BenchStack): Promise<ReaderConfig> {
  const { rows } = await database.pool.query<{ ban: string }>('SELECT min(ban) AS ban FROM tax_registration');
  const query = `SELECT business_name FROM public.tax_registration WHERE ban = '${rows[0]?.ban ?? ''}'`;
  return { databaseUrl: stack.databaseUrl, query };
}

function isSearch({ target }: Answered): boolean {
  return target === 'search';
}

function latencyOf(answers: readonly Answered[], name: string): Latency {
  const own = answers.filter(({ target }) => target === name);
  const latencies = own.map(({ latencyMs }) => latencyMs);
  return {
    requests: own.length,
    failures: own.filter(({ ok }) => !ok).length,
    p50_ms: quantile(latencies, 0.5),
    p99_ms: quantile(latencies, 0.99),
    max_ms: quantile(latencies, 1),
  };
}

/** The swap is the last step of publishing. */
function readerResult({ queries, gaps, longestMs }: ReaderReport, moments: JobMoments): ReaderResult {
  const fromMs = moments.steps.at(-1)?.atMs ?? 0;
  const untilMs = (moments.publishedMs ?? Number.POSITIVE_INFINITY) + AFTER_SWAP_MS;
  const overSwap = gaps.filter((gap) => gap.fromMs <= untilMs && gap.fromMs + gap.ms >= fromMs);
  return {
    queries,
    longest_gap_ms: longestMs,
    longest_gap_over_swap_ms: Math.max(0, ...overSwap.map(({ ms }) => ms)),
  };
}
