import type { Schedule, System } from '@regpipe/contracts';

import { request } from './request.ts';

export function getSystem(signal: AbortSignal) {
  return request<System>('/api/system', { signal });
}

export function listSchedules(signal: AbortSignal) {
  return request<{ readonly items: readonly Schedule[] }>('/api/schedules', { signal });
}
