import type { JobMode, Schedule, ScheduleRun, Timing } from '@regpipe/contracts';

import { request } from './request.ts';

export interface ScheduleWithRuns extends Schedule {
  /** Newest first. */
  readonly runs: readonly ScheduleRun[];
}

/** What a schedule is set to. */
export interface ScheduleRequest extends Timing {
  readonly dataset: string;
  readonly mode: JobMode;
  /** Null is the data set's own. */
  readonly source: string | null;
  readonly repeats: number | null;
  readonly enabled: boolean;
}

export function listSchedules(signal: AbortSignal) {
  return request<{ readonly items: readonly Schedule[] }>('/api/schedules', { signal });
}

export function getSchedule(name: string, signal: AbortSignal) {
  return request<ScheduleWithRuns>(pathOf(name), { signal });
}

/** Makes it, or replaces the one of this name. */
export function setSchedule(name: string, body: ScheduleRequest) {
  return request<Schedule>(pathOf(name), { method: 'PUT', body });
}

export function enableSchedule(name: string, enabled: boolean) {
  return request<Schedule>(pathOf(name), { method: 'PATCH', body: { enabled } });
}

export function removeSchedule(name: string) {
  return request<undefined>(pathOf(name), { method: 'DELETE' });
}

export function runSchedule(name: string) {
  return request<ScheduleRun>(`${pathOf(name)}/run`, { method: 'POST' });
}

/** When a timing would be due, were it set now. */
export function previewTiming(timing: Timing, signal: AbortSignal) {
  return request<{ readonly next: readonly string[] }>('/api/schedules/preview', {
    method: 'POST',
    body: timing,
    signal,
  });
}

function pathOf(name: string): string {
  return `/api/schedules/${encodeURIComponent(name)}`;
}
