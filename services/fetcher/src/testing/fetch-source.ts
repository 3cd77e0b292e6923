import type { Bus } from '@regpipe/bus';
import type { EventData, FetchCommand, FetchPlan, SourceIdentity } from '@regpipe/contracts';
import { Metrics } from '@regpipe/metrics';

import { fetchJob, type FetchResult } from '../fetch-job.ts';
import { observeFetch } from '../observe-fetch.ts';
import { testOptions } from '../source/testing/read-source.ts';
import { plants } from './plants.ts';

export interface FetchForTest {
  readonly jobId: number;
  readonly source: string;
  readonly plan?: Partial<FetchPlan>;
  readonly onOpened?: (identity: SourceIdentity) => void;
}

/** Fetches a job of the data set `plants` as the service does, with short waits and no second try. */
export function fetchSource(bus: Bus, options: FetchForTest): Promise<FetchResult> {
  const { jobId, source } = options;
  const command: FetchCommand = {
    type: 'fetch',
    jobId,
    dataset: plants.name,
    attempt: 1,
    mode: 'full',
    source,
    recordLimit: null,
    chunkBytes: 65_536,
    chunkRecords: null,
  };
  const plan: FetchPlan = {
    wanted: true,
    checkpoint: null,
    loadedCrc32: [],
    loadedChunks: [],
    identity: null,
    published: null,
    ...options.plan,
  };
  const dependencies = {
    bus,
    dataset: plants,
    sourceOptions: testOptions({ timeoutMs: 300, retryDelaysMs: [] }),
    onOpened: ({ identity }: EventData<'source.opened'>) => Promise.resolve(options.onOpened?.(identity)),
    onProgress: () => undefined,
    observer: observeFetch(new Metrics('fetcher'), plants.name),
    traceparent: undefined,
  };
  return fetchJob(dependencies, command, plan);
}
