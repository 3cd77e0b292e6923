import type { CleanChunk, RawChunk } from '@regpipe/contracts';

import type { Attributes } from './tracing.ts';

/** What a message says of its job. */
export interface OfJob {
  readonly jobId: number;
  readonly dataset: string;
  readonly attempt: number;
}

/** The attributes by which a job's spans are found. */
export function jobAttributes({ jobId, dataset, attempt }: OfJob): Attributes {
  return { 'regpipe.job.id': jobId, 'regpipe.job.attempt': attempt, 'regpipe.dataset': dataset };
}

export function chunkAttributes(chunk: RawChunk | CleanChunk): Attributes {
  return {
    ...jobAttributes(chunk),
    'regpipe.chunk': chunk.chunk,
    'regpipe.records': chunk.records,
    ...('part' in chunk ? { 'regpipe.part': chunk.part } : {}),
  };
}
