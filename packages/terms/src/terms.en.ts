import type { DropStatus, JobMode, JobStatus, UnchangedBy } from '@regpipe/contracts';

/** What the values are called that the API gives by name, in English. */
export const termsEn = {
  statuses: {
    queued: 'queued',
    running: 'running',
    publishing: 'publishing',
    success: 'success',
    partial: 'partial',
    skipped: 'skipped',
    failed: 'failed',
    interrupted: 'interrupted',
    cancelled: 'cancelled',
  } satisfies Record<JobStatus, string> as Record<JobStatus, string>,

  dropStatuses: {
    waiting: 'waiting',
    running: 'running',
    finishing: 'finishing',
    success: 'success',
    failed: 'failed',
  } satisfies Record<DropStatus, string> as Record<DropStatus, string>,

  modes: {
    full: 'full',
    'dry-run': 'dry run',
  } satisfies Record<JobMode, string> as Record<JobMode, string>,

  publishSteps: {
    duplicates: 'looking for duplicates',
    references: 'looking up what the rows refer to',
    constraints: 'building keys and indexes',
    checks: 'checking the counts',
    swap: 'making it live',
    merge: 'merging the rows',
  },

  unchangedBy: {
    etag: 'ETag',
    'last-modified': 'Last-Modified',
    content: 'content',
  } satisfies Record<UnchangedBy, string> as Record<UnchangedBy, string>,
};
