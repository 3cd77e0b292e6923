import { z } from 'zod';

/*
 * A drop is a file that somebody has put into the place from which files are taken in: under `incoming/` of a bucket or of
 * a directory. The tables call what becomes of it a batch job; its rows are loaded by a job like any other, which it names.
 *
 *   waiting ──► running ──► finishing ──► success
 *      ▲           │            └───────► failed
 *      └───────────┘ (a temporary failure: tried again after a pause)
 *
 * `finishing`: the job has ended; the report is written and the file moved.
 */
export const DROP_STATUSES = ['waiting', 'running', 'finishing', 'success', 'failed'] as const;
export const dropStatusSchema = z.enum(DROP_STATUSES);
export type DropStatus = z.infer<typeof dropStatusSchema>;

/** What identifies a file's contents, as the place where it lies tells. */
export interface DroppedObject {
  /** `directory` for the watched directory, else the bucket's name. */
  readonly bucket: string;
  /** From the root of the bucket or directory, with slashes: `incoming/user-log-20240802-001.csv`. */
  readonly key: string;
  /** Without quotes; of a file in the directory one made of its size, time of change and inode. */
  readonly etag: string;
  readonly bytes: number;
}

/** Where a watched directory stands in the place of a bucket. */
export const DIRECTORY_BUCKET = 'directory';

/** Files are dropped below it; what lies elsewhere was moved there, or is a report. */
const INCOMING = 'incoming/';

/** Whether an object is a file that was dropped: neither one that was moved away, nor what a console makes of a folder. */
export function isDropped(key: string): boolean {
  return key.startsWith(INCOMING) && !key.endsWith('/');
}

export interface ReceivedDrop {
  readonly id: number;
  readonly name: string;
  /** Whether the same object was received before: then nothing new comes of it. */
  readonly known: boolean;
  readonly status: DropStatus;
}

export const receivedDropSchema: z.ZodType<ReceivedDrop> = z.object({
  id: z.number().int(),
  name: z.string(),
  known: z.boolean().describe('Whether the same object was received before: then nothing new comes of it'),
  status: dropStatusSchema,
});

const timestamp = z.iso.datetime({ offset: true });
const count = z.number().int();

/** What is known of a dropped file and of the work on it; a row of `etl.processing_metadata`. */
export const processingMetadataSchema = z.object({
  file_bytes: count.nullable(),
  sha256: z.string().nullable(),
  records_total: count.nullable(),
  records_processed: count,
  records_failed: count,
  records_duplicated: count,
  records_blank: count,
  warnings: z.record(z.string(), count),
  seconds_waiting: z.number().nullable().describe('From the arrival to the start'),
  seconds_loading: z.number().nullable().describe('From the start to the end of its job'),
  seconds_total: z.number().nullable().describe('From the arrival to the end'),
});
export type ProcessingMetadata = z.infer<typeof processingMetadataSchema>;

/** A dropped file; a row of `etl.batch_job`. */
export const dropSchema = z.object({
  id: count,
  name: z.string().describe("The file's name without its ending"),
  dataset: z.string().nullable().describe('Null where no data set takes such a file'),
  bucket: z.string().describe(`"${DIRECTORY_BUCKET}" for the watched directory`),
  object_key: z.string(),
  etag: z.string(),
  status: dropStatusSchema,
  attempt: count.describe('How often work on it was begun'),
  arrivals: count.describe('How often it was announced; it is processed once'),
  job_id: count.nullable().describe('The job that loads its rows'),
  owner: z.string().nullable().describe('The process that holds its lock'),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  moved_to: z.string().nullable().describe('Key of the file when everything was over'),
  report_key: z.string().nullable().describe('Key of the JSON summary'),
  received_at: timestamp,
  started_at: timestamp.nullable(),
  retry_at: timestamp.nullable().describe('When it is tried again'),
  completed_at: timestamp.nullable(),
  metadata: processingMetadataSchema.nullable(),
});
export type Drop = z.infer<typeof dropSchema>;

export const AUDIT_SEVERITIES = ['info', 'warning', 'error'] as const;

/** What was done about a drop; a row of `etl.audit_log`, which is only ever added to. */
export const auditEntrySchema = z.object({
  id: count,
  batch_job_id: count,
  job_id: count.nullable(),
  at: timestamp,
  event: z
    .string()
    .describe('received, started, retried, row_error, row_warning, succeeded, failed, ended …'),
  severity: z.enum(AUDIT_SEVERITIES),
  message: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** One row error or warning of a drop's report. */
export const dropRowErrorSchema = z.object({
  error: z.string().describe('ValidationError, UserNotFoundError …'),
  code: z.string(),
  line: count,
  message: z.string(),
  raw_data: z.string(),
});

/** The JSON summary at `results/<job>/summary.json`, and beside a file that has failed. */
export const dropReportSchema = z.object({
  name: z.string(),
  status: z.enum(['success', 'failed']),
  file: z.object({ bucket: z.string(), key: z.string(), etag: z.string(), bytes: count.nullable() }),
  moved_to: z.string().nullable().describe('Null where the file was gone'),
  job_id: count.nullable(),
  error: z
    .object({ error: z.string(), code: z.string(), message: z.string(), next: z.string() })
    .nullable()
    .describe('Why the file failed'),
  counts: z.object({
    total: count.nullable(),
    loaded: count,
    failed: count,
    duplicated: count,
    blank: count,
  }),
  warnings: z.record(z.string(), count),
  seconds: z.object({
    waiting: z.number().nullable(),
    loading: z.number().nullable(),
    total: z.number(),
  }),
  row_errors: z.array(dropRowErrorSchema).describe('The first ones; all of them are in the audit log'),
  row_errors_total: count,
  committed_chunks: z
    .array(count)
    .describe('Chunks of a failed file whose rows are in the tables all the same'),
});
export type DropReport = z.infer<typeof dropReportSchema>;
