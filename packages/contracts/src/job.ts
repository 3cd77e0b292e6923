import { z } from 'zod';

import { JOB_LOADS, JOB_MODES, JOB_STATUSES } from './job-status.ts';

export const jobStatusSchema = z.enum(JOB_STATUSES);
export const jobModeSchema = z.enum(JOB_MODES);

/** By what a source is known to be unchanged. The first two tell without reading it; `content` is the SHA-256 of all of it. */
export const unchangedBySchema = z.enum(['etag', 'last-modified', 'content']);
export type UnchangedBy = z.infer<typeof unchangedBySchema>;

/** How far a job has come; one row of `etl.import_progress`. */
export const progressSchema = z.object({
  last_successful_batch: z.number().int().nullable(),
  current_batch: z.number().int().nullable(),
  total_batches: z.number().int().nullable(),
  fetched_records: z.number().int(),
  fetched_bytes: z.number().int(),
  source_bytes: z.number().int().nullable(),
  fetched_batches: z
    .number()
    .int()
    .nullable()
    .describe('Chunks that this attempt has fetched or found loaded; null until it reads'),
  transformed_batches: z
    .number()
    .int()
    .nullable()
    .describe(
      'Chunks of this attempt known to have been transformed, at least; null while nothing is known. To be shown, not to be counted with',
    ),
  publish_step: z.string().nullable(),
  publish_seconds: z.number().nullable().describe('Since publishing began, to its end or to now'),
});
export type Progress = z.infer<typeof progressSchema>;

/** What a publication put under the live names. */
export const publicationSchema = z.object({
  version: z.number().int(),
  dataset: z.string(),
  job_id: z.number().int(),
  published_at: z.iso.datetime({ offset: true }),
  live: z.boolean(),
  source_stamp: z
    .string()
    .nullable()
    .describe('Date of the source, YYYY-MM-DD, as the file itself states it'),
  etag: z.string().nullable(),
  sha256: z.string().nullable(),
  row_counts: z.record(z.string(), z.number().int()),
  search_ready: z.boolean().describe('Whether the search indexes of this version are built'),
});
export type Publication = z.infer<typeof publicationSchema>;

/** A job as the API, the CLI and the console show it: `etl.etl_job_run` with its progress and publication. */
export const jobSchema = z.object({
  id: z.number().int(),
  dataset: z.string(),
  mode: jobModeSchema,
  load: z
    .enum(JOB_LOADS)
    .describe(
      'Whether its rows take the place of what is live, or are merged into it; then it has no publication',
    ),
  status: jobStatusSchema,
  attempt: z.number().int().describe('1, and one more for each resume'),
  records_total: z.number().int().nullable().describe('Known once the whole source is read'),
  records_processed: z.number().int(),
  records_failed: z.number().int(),
  records_duplicated: z.number().int(),
  records_blank: z.number().int(),
  warnings: z.record(z.string(), z.number().int()),
  batch_size: z.number().int().describe('Most bytes of source text in a chunk'),
  chunk_size: z.number().int().nullable().describe('Most records in a chunk, where one was asked for'),
  record_limit: z.number().int().nullable(),
  forced: z.boolean().describe('Whether it loads the source even where that is unchanged'),
  repair: z
    .number()
    .int()
    .nullable()
    .describe('The attempt in which its repair began, while its dead letters are driven again'),
  accepted: z.boolean().describe('Whether it is published however many rows are gone or rejected'),
  data_source_url: z.string().describe('Without the credentials that the address may hold'),
  source_etag: z.string().nullable(),
  source_last_modified: z.string().nullable(),
  source_bytes: z.number().int().nullable().describe('As served, before any decompression'),
  source_stamp: z.string().nullable(),
  source_sha256: z.string().nullable(),
  unchanged: z
    .object({
      job_id: z.number().int().describe('The job whose publication was live, and so its version'),
      by: unchangedBySchema,
    })
    .nullable()
    .describe('Why a job was skipped: its source is what this publication was made of'),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  created_at: z.iso.datetime({ offset: true }),
  started_at: z.iso.datetime({ offset: true }).nullable(),
  completed_at: z.iso.datetime({ offset: true }).nullable(),
  heartbeat_at: z.iso.datetime({ offset: true }),
  discarded_at: z.iso
    .datetime({ offset: true })
    .nullable()
    .describe('When its unpublished rows were given up; from then on it cannot be resumed'),
  seconds: z.number().nullable().describe('From the request to the end, or to now'),
  progress: progressSchema.nullable(),
  publication: publicationSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** One rejected record; a row of `etl.data_import_error`. */
export const rejectSchema = z.object({
  id: z.number().int(),
  job_id: z.number().int(),
  chunk: z.number().int().nullable(),
  source_line: z.number().int(),
  error_type: z.string(),
  error_message: z.string(),
  raw_data: z.string(),
});
export type RejectRow = z.infer<typeof rejectSchema>;

/** A rejected record as the API shows it. */
export const rejectItemSchema = rejectSchema.extend({
  defect: z
    .object({ start: z.number().int(), end: z.number().int() })
    .nullable()
    .describe(
      'Where in raw_data the fault is, in UTF-16 units, the end exclusive; an empty field with the commas around it. Null where nothing sensible can be marked',
    ),
});
export type RejectItem = z.infer<typeof rejectItemSchema>;
