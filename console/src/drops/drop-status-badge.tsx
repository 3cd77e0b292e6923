import type { DropStatus } from '@regpipe/contracts';

import { Badge, type Tone } from '../components/badge.tsx';
import { useTerms } from '../i18n/use-terms.ts';

const TONES: Readonly<Record<DropStatus, Tone>> = {
  waiting: 'idle',
  running: 'active',
  finishing: 'active',
  success: 'good',
  failed: 'bad',
};

/** The state of a dropped file, in colour, sign and word. */
export function DropStatusBadge({ status }: { readonly status: DropStatus }) {
  return <Badge tone={TONES[status]}>{useTerms().dropStatuses[status]}</Badge>;
}
