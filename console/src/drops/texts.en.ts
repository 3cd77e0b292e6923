import type { DropStatus } from '@regpipe/contracts';

/** What is said of dropped files wherever they are shown, in English. */
export const dropsEn = {
  statuses: {
    waiting: 'waiting',
    running: 'running',
    finishing: 'finishing',
    success: 'success',
    failed: 'failed',
  } satisfies Record<DropStatus, string> as Record<DropStatus, string>,
};
