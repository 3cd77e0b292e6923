import type { DeadChunk, StreamView } from '@regpipe/contracts';

import type { Page } from './jobs.ts';
import { request } from './request.ts';

export function listStreams(signal: AbortSignal) {
  return request<{ readonly items: readonly StreamView[] }>('/api/streams', { signal });
}

export function listDeadChunks(page: { cursor?: string | undefined; limit: number }, signal: AbortSignal) {
  return request<Page<DeadChunk>>('/api/dead-chunks', { query: page, signal });
}
