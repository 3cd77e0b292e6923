import type { StreamName } from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';

/** Messages of one subject that a stream holds: those that wait, and in a work queue also those at work. */
export async function countMessages(bus: Bus, stream: StreamName, subject: string): Promise<number> {
  const { state } = await bus.manager.streams.info(stream, { subjects_filter: subject });
  return state.subjects?.[subject] ?? 0;
}
