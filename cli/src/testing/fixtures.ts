import {
  type Drop,
  dropSchema,
  type Job,
  jobSchema,
  type Publication,
  publicationSchema,
  type Schedule,
  scheduleSchema,
} from '@regpipe/contracts';

/** A publication as the API shows it. */
export function publicationFixture(changes: Partial<Publication> = {}): Publication {
  return publicationSchema.parse({
    version: 42,
    dataset: 'tax-registration',
    job_id: 42,
    published_at: '2026-05-09T06:00:00+00:00',
    live: true,
    source_stamp: '2026-05-09',
    etag: null,
    sha256: null,
    row_counts: { tax_registration: 970, business_industry: 1_650 },
    search_ready: false,
    ...changes,
  });
}

/** A job that ended well: 1,000 records, of which 970 are loaded. */
export function jobFixture(changes: Partial<Job> = {}): Job {
  return jobSchema.parse({
    id: 42,
    dataset: 'tax-registration',
    mode: 'full',
    status: 'success',
    attempt: 1,
    records_total: 1_000,
    records_processed: 970,
    records_failed: 20,
    records_duplicated: 4,
    records_blank: 6,
    warnings: {},
    batch_size: 524_288,
    chunk_size: null,
    record_limit: null,
    forced: false,
    load: 'replace',
    repair: null,
    accepted: false,
    data_source_url: 'http://127.0.0.1/BGMOPEN1.csv',
    source_etag: null,
    source_last_modified: null,
    source_stamp: '2026-05-09',
    source_sha256: null,
    source_bytes: null,
    discarded_at: null,
    unchanged: null,
    error_code: null,
    error_message: null,
    created_at: '2026-05-09T05:59:50+00:00',
    started_at: '2026-05-09T05:59:50+00:00',
    completed_at: '2026-05-09T06:00:00+00:00',
    heartbeat_at: '2026-05-09T06:00:00+00:00',
    seconds: 10,
    progress: null,
    publication: null,
    ...changes,
  });
}

/** The same job halfway: 400 of its records are dealt with, half of the source is read. */
export function runningJobFixture(changes: Partial<Job> = {}): Job {
  return jobFixture({
    status: 'running',
    records_total: null,
    records_processed: 390,
    records_failed: 10,
    records_duplicated: 0,
    records_blank: 0,
    completed_at: null,
    seconds: 4,
    progress: {
      last_successful_batch: 3,
      current_batch: 4,
      total_batches: null,
      fetched_records: 500,
      fetched_bytes: 80_000,
      source_bytes: 160_000,
      fetched_batches: 5,
      transformed_batches: 5,
      publish_step: null,
      publish_seconds: null,
    },
    ...changes,
  });
}

/** The schedule of `./run etl-per-day`, just set. */
export function scheduleFixture(changes: Partial<Schedule> = {}): Schedule {
  return scheduleSchema.parse({
    name: 'etl-per-day',
    dataset: 'tax-registration',
    mode: 'full',
    source: null,
    cron: '0 2 * * *',
    every_minutes: null,
    time_zone: 'Asia/Taipei',
    repeats: null,
    ticks: 0,
    enabled: true,
    ended: false,
    next_at: '2026-05-10T02:00:00+08:00',
    created_at: '2026-05-09T06:00:00Z',
    updated_at: '2026-05-09T06:00:00Z',
    last_run: null,
    ...changes,
  });
}

/** A dropped file that went well: 1,000 records, of which 980 are loaded by job 42. */
export function dropFixture(changes: Partial<Drop> = {}): Drop {
  return dropSchema.parse({
    id: 6,
    name: 'stats-006',
    dataset: 'user-statistics',
    bucket: 'directory',
    object_key: 'incoming/stats-006.csv',
    etag: '1-2-3',
    status: 'success',
    attempt: 1,
    arrivals: 2,
    job_id: 42,
    owner: null,
    error_code: null,
    error_message: null,
    moved_to: 'processed/stats-006.csv',
    report_key: 'results/stats-006-6/summary.json',
    received_at: '2026-05-09T06:00:00+00:00',
    started_at: '2026-05-09T06:00:01+00:00',
    retry_at: null,
    completed_at: '2026-05-09T06:00:03+00:00',
    metadata: {
      file_bytes: 12_345,
      sha256: null,
      records_total: 1_000,
      records_processed: 980,
      records_failed: 20,
      records_duplicated: 0,
      records_blank: 0,
      warnings: {},
      seconds_waiting: 1,
      seconds_loading: 2,
      seconds_total: 3.5,
    },
    ...changes,
  });
}
