import type { AuditEntry, Drop, DropStatus } from '@regpipe/contracts';

import type { Page } from './jobs.ts';
import { request } from './request.ts';

export interface DropFilter {
  readonly status?: DropStatus | undefined;
  readonly dataset?: string | undefined;
  /** What the name begins with. */
  readonly name?: string | undefined;
}

export interface AuditFilter {
  /** What was done about the file as a whole, or what was found in its rows. */
  readonly about?: 'file' | 'rows';
  readonly severity?: AuditEntry['severity'] | undefined;
}

export function listDrops(
  filter: DropFilter,
  page: { cursor?: string | undefined; limit: number },
  signal: AbortSignal,
) {
  return request<Page<Drop>>('/api/drops', { query: { ...filter, ...page }, signal });
}

export function getDrop(id: number, signal: AbortSignal) {
  return request<Drop>(`/api/drops/${id}`, { signal });
}

/** Oldest first. */
export function listAudit(
  id: number,
  filter: AuditFilter,
  page: { cursor?: string | undefined; limit: number },
  signal: AbortSignal,
) {
  return request<Page<AuditEntry>>(`/api/drops/${id}/audit`, { query: { ...filter, ...page }, signal });
}
