import type { Delivery } from '@regpipe/bus';
import { parseMessage, scheduleNameSchema, subjects, tickSchema } from '@regpipe/contracts';
import type { NewRun } from '@regpipe/database';

const PREFIX = subjects.tick('');

/**
 * Reads a message of the stream SCHEDULE. An empty one is a tick by hand, due when the stream took it: delivered again it is
 * still the same tick. Gives undefined for a subject that names no schedule.
 *
 * @throws TerminalError MESSAGE_INVALID when there is something in it that is no tick
 */
export function readTick({ subject, data, storedAt }: Delivery): NewRun | undefined {
  const schedule = subject.slice(PREFIX.length);
  if (!subject.startsWith(PREFIX) || !scheduleNameSchema.safeParse(schedule).success) return undefined;
  if (data.toString().trim() === '') return { schedule, dueAt: storedAt, by: 'hand' };
  return { schedule, dueAt: parseMessage(tickSchema, data).dueAt, by: 'clock' };
}
