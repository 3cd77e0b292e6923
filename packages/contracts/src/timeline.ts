import { z } from 'zod';

/*
 * What a timeline holds, by type:
 *
 *   status                    a change of state; from, to, code, message, repair. A next attempt begins with one
 *   discarded                 what the job had loaded was given up for a newer one
 *   source.opened             etag, last_modified, bytes, source_stamp; once for each time it was opened
 *   source.unchanged          published_by (a job), by
 *   fetch.completed           chunks, records, bytes, sha256, limited
 *   chunk.dead                stage, chunk, part, first_line, records, reason; at most 100 an attempt
 *   publication.progressed    step; once for each step of an attempt
 *   publication.completed     version, null for one that is not live
 *   publication.rolled-back   to (the version that is live instead)
 *   publication.restored      from (the version that was left)
 */

/** Something that happened to a job, as it is kept with it; a row of `etl.job_event`. */
export const timelineEntrySchema = z.object({
  at: z.iso.datetime({ offset: true }),
  attempt: z.number().int(),
  type: z
    .string()
    .describe(
      '`status` for a change of state; otherwise a kind of fact, such as source.opened or chunk.dead',
    ),
  data: z
    .record(z.string(), z.unknown())
    .describe('What else is known; of `status` from, to, code and message'),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
