import { ACTIVE_STATUSES, type JobStatus, RESUMABLE_STATUSES } from '@regpipe/contracts';

import type { ApiClient } from '../api-client.ts';
import { printable } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import type { Offer } from './read-command-tree.ts';
import type { LiveKind } from './value-source.ts';

/** As many as one may want to choose from. */
const MOST = 30;

/** The jobs that a command can do something with; all of them for the others. */
const JOBS_FOR: Readonly<Record<string, readonly JobStatus[]>> = {
  resume: RESUMABLE_STATUSES,
  redrive: ['partial'],
  cancel: [...ACTIVE_STATUSES, ...RESUMABLE_STATUSES],
};

/** What the API knows of a kind, as far as it is of use to a command. @throws ApiError */
export async function liveValues(
  api: Pick<ApiClient, 'jobs' | 'drops' | 'names'>,
  kind: LiveKind,
  command: string,
  messages: Messages,
  signal: AbortSignal,
): Promise<Offer[]> {
  if (kind === 'drops') return recentDrops(api, messages, signal);
  if (kind !== 'jobs') return (await api.names(kind, signal)).map((word) => ({ word, note: '' }));
  const { items } = await api.jobs({ limit: MOST }, signal);
  const wanted = JOBS_FOR[command];
  return items
    .filter(({ status }) => wanted === undefined || wanted.includes(status))
    .map(({ id, status, dataset }) => ({
      word: String(id),
      note: `${messages.statuses[status]}, ${dataset}`,
    }));
}

async function recentDrops(
  api: Pick<ApiClient, 'drops'>,
  messages: Messages,
  signal: AbortSignal,
): Promise<Offer[]> {
  const { items } = await api.drops({ limit: MOST }, signal);
  return items.map(({ id, status, name }) => ({
    word: String(id),
    note: `${messages.dropStatuses[status]}, ${printable(name)}`,
  }));
}
