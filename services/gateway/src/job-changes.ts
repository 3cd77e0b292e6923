import { EventEmitter } from 'node:events';

import type { Job } from '@regpipe/contracts';

/** Changes of jobs as the tracker broadcasts them, for whoever follows a job in this process. */
export type JobChanges = EventEmitter<{ changed: [Job] }>;

export function createJobChanges(): JobChanges {
  const changes: JobChanges = new EventEmitter();
  // One listener an SSE client: their number is no sign of a leak.
  changes.setMaxListeners(0);
  return changes;
}
