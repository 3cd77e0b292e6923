import type { System } from '@regpipe/contracts';

import { request } from './request.ts';

export function getSystem(signal: AbortSignal) {
  return request<System>('/api/system', { signal });
}
