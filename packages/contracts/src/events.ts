import { z } from 'zod';

import { sourceIdentitySchema } from './commands.ts';
import { unchangedBySchema } from './job.ts';

/*
 * Facts, published on `events.<dataset>.<job>.<type>` as {type, data, metadata}. The tracker folds them into
 * its tables; all counts come from the ledger, so an event says that something happened, not how much in total.
 */

const metadata = z.object({
  jobId: z.number().int(),
  dataset: z.string(),
  attempt: z.number().int(),
  at: z.iso.datetime(),
});
export type EventMetadata = Readonly<z.infer<typeof metadata>>;

function event<T extends string, D extends z.ZodRawShape>(type: T, data: D) {
  return z.object({ type: z.literal(type), data: z.object(data), metadata });
}

export const eventSchema = z.discriminatedUnion('type', [
  event('source.opened', {
    identity: sourceIdentitySchema,
    sourceStamp: z.string().nullable(),
    /** The header, in the order of the file. */
    columns: z.array(z.string()).optional(),
  }),
  event('source.unchanged', {
    identity: sourceIdentitySchema,
    /** The job whose publication was made of the same source. */
    publishedBy: z.number().int(),
    by: unchangedBySchema.exclude(['content']),
  }),
  event('fetch.progressed', {
    /** Stored in RAW, or found loaded; the records are a few chunks ahead while RAW is full. */
    chunks: z.number().int(),
    records: z.number().int(),
    bytesRead: z.number().int(),
    bytesTotal: z.number().int().nullable(),
  }),
  event('fetch.completed', {
    chunks: z.number().int(),
    records: z.number().int(),
    bytes: z.number().int(),
    sha256: z.string().nullable(),
    limited: z.boolean(),
  }),
  event('chunks.loaded', {
    chunks: z.array(z.object({ chunk: z.number().int(), part: z.number().int(), records: z.number().int() })),
  }),
  event('chunk.dead', {
    stage: z.enum(['transformer', 'loader']),
    chunk: z.number().int(),
    part: z.number().int(),
    firstLine: z.number().int(),
    records: z.number().int(),
    reason: z.string(),
  }),
  event('publication.progressed', { step: z.string() }),
  event('publication.completed', { version: z.number().int().nullable() }),
  event('job.failed', { code: z.string(), message: z.string() }),
]);
export type JobEvent = z.infer<typeof eventSchema>;
export type EventType = JobEvent['type'];
export type EventData<T extends EventType> = Extract<JobEvent, { type: T }>['data'];
