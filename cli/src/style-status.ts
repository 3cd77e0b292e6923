import type { JobStatus } from '@regpipe/contracts';

import type { Messages } from './messages/index.ts';
import type { Look, Style } from './output.ts';

const LOOKS: Readonly<Record<JobStatus, Look>> = {
  queued: 'cyan',
  running: 'cyan',
  publishing: 'cyan',
  success: 'green',
  skipped: 'green',
  partial: 'yellow',
  failed: 'red',
  interrupted: 'red',
  cancelled: 'yellow',
};

/** The state of a job in the user's language, in the colour that it has everywhere. */
export function styleStatus(status: JobStatus, messages: Messages, style: Style): string {
  return style([LOOKS[status], 'bold'], messages.statuses[status]);
}
