import type {
  ChunkMap,
  Job,
  JobMode,
  JobStatus,
  RejectItem,
  StartJob,
  TimelineEntry,
} from '@regpipe/contracts';

import { request } from './request.ts';

/** One page of a list; `next_cursor` is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

export interface JobFilter {
  readonly dataset?: string | undefined;
  readonly status?: JobStatus | undefined;
  readonly mode?: JobMode | undefined;
}

export interface Rejects extends Page<RejectItem> {
  readonly by_type: readonly { readonly error_type: string; readonly count: number }[];
}

export function listJobs(
  filter: JobFilter,
  page: { cursor?: string | undefined; limit: number },
  signal?: AbortSignal,
) {
  return request<Page<Job>>('/api/jobs', { query: { ...filter, ...page }, ...signalOf(signal) });
}

export function getJob(id: number, signal?: AbortSignal) {
  return request<Job>(`/api/jobs/${id}`, signalOf(signal));
}

export function startJob(body: StartJob) {
  return request<Job>('/api/jobs', { method: 'POST', body });
}

export function cancelJob(id: number) {
  return request<Job>(`/api/jobs/${id}/cancel`, { method: 'POST' });
}

export function resumeJob(id: number, accept: boolean) {
  return request<Job>(`/api/jobs/${id}/resume`, { method: 'POST', body: accept ? { accept } : {} });
}

export function redriveJob(id: number) {
  return request<Job>(`/api/jobs/${id}/redrive`, { method: 'POST' });
}

export function listRejects(
  id: number,
  page: { type?: string | undefined; cursor?: string | undefined; limit: number },
  signal?: AbortSignal,
) {
  return request<Rejects>(`/api/jobs/${id}/errors`, { query: page, ...signalOf(signal) });
}

/** The address of the file with all of a job's rejects. */
export function rejectsFileOf(id: number): string {
  return `/api/jobs/${id}/errors.csv`;
}

export function getChunkMap(id: number, signal?: AbortSignal) {
  return request<ChunkMap>(`/api/jobs/${id}/chunks`, signalOf(signal));
}

export function getTimeline(id: number, signal?: AbortSignal) {
  return request<{ readonly items: readonly TimelineEntry[] }>(`/api/jobs/${id}/timeline`, signalOf(signal));
}

function signalOf(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
