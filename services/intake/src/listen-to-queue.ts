import { isDropped } from '@regpipe/contracts';

import type { IntakeContext } from './intake-context.ts';
import { type QueueOptions, readQueue } from './read-queue.ts';
import { receiveDrop } from './receive-drop.ts';

/** Receives the files that the events of a queue are about. What was not dropped (moved away, a folder) is none of its business. */
export function listenToQueue(options: QueueOptions): (intake: IntakeContext) => Promise<void> {
  return (intake) =>
    readQueue(
      options,
      async (object) => {
        if (isDropped(object.key)) await receiveDrop(intake, object);
      },
      intake.signal,
    );
}
