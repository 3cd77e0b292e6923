import type { JobStatus } from '@regpipe/contracts';

import { useTerms } from '../i18n/use-terms.ts';
import { Badge, type Tone } from './badge.tsx';

const TONES: Readonly<Record<JobStatus, Tone>> = {
  queued: 'idle',
  running: 'active',
  publishing: 'active',
  success: 'good',
  skipped: 'good',
  partial: 'warn',
  failed: 'bad',
  interrupted: 'bad',
  cancelled: 'idle',
};

/** The state of a job, in colour, sign and word. */
export function StatusBadge({ status }: { readonly status: JobStatus }) {
  return <Badge tone={TONES[status]}>{useTerms().statuses[status]}</Badge>;
}
