import type { NotificationAnswer, NotificationQuestion, Projection } from '@regpipe/contracts';

import { request } from './request.ts';

/** By what notifications are looked up. */
export type Question = NotificationQuestion['by'];

/** What the field is called in which each question takes its id. */
const FIELDS = { user: 'user_id', marketing: 'marketing_id', fail: 'transaction_id' } as const;

const PROJECTION = '/api/projections/notifications';

/** One page of records, the newest first. Of a transaction there is one at most, and no page to name. */
export function askNotifications(
  { by, id }: { by: Question; id: string },
  page: { cursor?: string | undefined; limit: number },
  signal: AbortSignal,
) {
  const body = { [FIELDS[by]]: id, ...(by === 'fail' ? {} : page) };
  return request<NotificationAnswer>(`/query/${by}`, { method: 'POST', body, signal });
}

/** The tables that queries read, as they stand. */
export function getProjection(signal: AbortSignal) {
  return request<Projection>(PROJECTION, { signal });
}

/** Has them made anew from the recorded commands. */
export function rebuildProjection() {
  return request<Projection>(`${PROJECTION}/rebuild`, { method: 'POST' });
}
