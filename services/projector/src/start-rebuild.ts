import {
  NOTIFICATIONS,
  type Projection,
  type RebuildCommand,
  RefusedError,
  RetryableError,
  subjects,
} from '@regpipe/contracts';
import { beginRebuild } from '@regpipe/database';

import type { ProjectorContext } from './projector-context.ts';

/** A command that was lost with the server's store is sent again by whoever asks again after so long. */
const ASK_AGAIN_MS = 10_000;

type Context = Pick<ProjectorContext, 'database' | 'offer' | 'log'>;

/**
 * Begins to make a projection anew, and gives it: the rebuild itself is the work of whichever projector takes the
 * command. Where one is on its way already, that one is given.
 *
 * @throws RefusedError PROJECTION_UNKNOWN, RetryableError BUS_UNAVAILABLE
 */
export async function startRebuild(context: Context, name: string): Promise<Projection> {
  if (name !== NOTIFICATIONS) {
    throw new RefusedError('PROJECTION_UNKNOWN', `There is no projection "${name}".`, {
      fields: { projection: name },
    });
  }
  const projection = await beginRebuild(context.database);
  await sendRebuild(context, projection);
  return projection;
}

/** Has a rebuild that has begun, and may have lost its command, go on. */
export async function sendRebuild({ offer, log }: Context, projection: Projection): Promise<void> {
  const { name, building } = projection;
  if (building === null) return;
  const command: RebuildCommand = { type: 'rebuild', projection: name, generation: building };
  const id = `rebuild.${name}.${building}.${Math.floor(Date.now() / ASK_AGAIN_MS)}`;
  const result = await offer(subjects.job('rebuild', name), Buffer.from(JSON.stringify(command)), id);
  if (result === 'full') throw new RetryableError('BUS_UNAVAILABLE', 'The stream JOBS is full.');
  log.info({ event: 'rebuild_asked', projection: name, generation: building }, 'A rebuild is asked for');
}
