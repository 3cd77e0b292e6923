import type { JobEvent } from '@regpipe/contracts';
import { recordJobEvent } from '@regpipe/database';

import type { TrackerContext } from './tracker-context.ts';

interface Note {
  /** What tells the fact from others of its type in the attempt. */
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Keeps a fact in its job's timeline, unless it only says how far something is, or is told by the job's own state. One
 * that comes twice stands once.
 */
export async function noteEvent({ database }: TrackerContext, event: JobEvent): Promise<void> {
  const note = noteOf(event);
  if (note === undefined) return;
  const { jobId, attempt, at } = event.metadata;
  await recordJobEvent(database.pool, { jobId, attempt, at, type: event.type, ...note });
}

function noteOf({ type, data, metadata }: JobEvent): Note | undefined {
  switch (type) {
    case 'source.opened': {
      const { etag, lastModified, contentLength } = data.identity;
      return {
        // A fetcher that was killed opens it again, which is another fact.
        key: metadata.at,
        data: { etag, last_modified: lastModified, bytes: contentLength, source_stamp: data.sourceStamp },
      };
    }
    case 'source.unchanged':
      return { key: '', data: { published_by: data.publishedBy, by: data.by } };
    case 'fetch.completed':
      return { key: '', data };
    case 'chunk.dead': {
      const { stage, chunk, part, firstLine, records, reason } = data;
      return {
        key: `${stage}.${chunk}.${part}`,
        data: { stage, chunk, part, first_line: firstLine, records, reason },
      };
    }
    case 'publication.progressed':
      return { key: data.step, data };
    case 'publication.completed':
      return { key: '', data };
    case 'fetch.progressed':
    case 'chunks.loaded':
    case 'job.failed':
      return undefined;
  }
}
