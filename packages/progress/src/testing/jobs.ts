import type { Job, Progress } from '@regpipe/contracts';

const MOMENT = '2026-05-09T06:00:00.000Z';

export interface JobChanges extends Omit<Partial<Job>, 'progress'> {
  readonly progress?: Partial<Progress>;
}

/** A full job that runs and has not been given anything yet; its source has 1,600 bytes. */
export function jobWith({ progress, ...changes }: JobChanges = {}): Job {
  return {
    id: 42,
    dataset: 'plants',
    mode: 'full',
    status: 'running',
    attempt: 1,
    records_total: null,
    records_processed: 0,
    records_failed: 0,
    records_duplicated: 0,
    records_blank: 0,
    warnings: {},
    batch_size: 524_288,
    chunk_size: null,
    record_limit: null,
    forced: false,
    load: 'replace',
    repair: null,
    accepted: false,
    data_source_url: 'https://example.test/plants.csv',
    source_etag: null,
    source_last_modified: null,
    source_stamp: null,
    source_sha256: null,
    source_bytes: null,
    discarded_at: null,
    unchanged: null,
    error_code: null,
    error_message: null,
    created_at: MOMENT,
    started_at: MOMENT,
    completed_at: null,
    heartbeat_at: MOMENT,
    seconds: 1,
    publication: null,
    ...changes,
    progress: {
      last_successful_batch: null,
      current_batch: null,
      total_batches: null,
      fetched_records: 0,
      fetched_bytes: 0,
      source_bytes: 1_600,
      fetched_batches: null,
      transformed_batches: null,
      publish_step: null,
      publish_seconds: null,
      ...progress,
    },
  };
}

export interface Flow {
  /** Of 1,600 bytes, 100 records and 10 chunks. */
  readonly fetchedChunks: number;
  readonly transformedChunks: number | null;
  readonly loadedRecords: number;
}

/** A job of 100 records in 10 chunks on its way. */
export function jobAt(
  { fetchedChunks, transformedChunks, loadedRecords }: Flow,
  changes: JobChanges = {},
): Job {
  const isRead = fetchedChunks === 10;
  return jobWith({
    records_total: isRead ? 100 : null,
    records_processed: loadedRecords,
    ...changes,
    progress: {
      fetched_batches: fetchedChunks,
      fetched_records: fetchedChunks * 10,
      fetched_bytes: fetchedChunks * 160,
      transformed_batches: transformedChunks,
      total_batches: isRead ? 10 : null,
      ...changes.progress,
    },
  });
}

/** A job that was published in so many seconds. */
export function publishedJob(rows: number, seconds: number | null, changes: JobChanges = {}): Job {
  return jobWith({
    id: 1,
    status: 'success',
    records_total: rows,
    records_processed: rows,
    ...changes,
    progress: { publish_step: 'swap', publish_seconds: seconds, ...changes.progress },
  });
}
