import { consume, consumeGroups, type Consumption } from '@regpipe/bus';
import {
  type Calls,
  errorMessage,
  parseMessage,
  rebuildCommandSchema,
  subjects,
  TerminalError,
} from '@regpipe/contracts';
import { ensureProjection } from '@regpipe/database';
import { answer } from '@regpipe/runtime';
import type { Context, ServiceSchema } from 'moleculer';

import type { ProjectorContext } from './projector-context.ts';
import { rebuildProjection } from './rebuild-projection.ts';
import { recordGroup } from './record-group.ts';
import { sendRebuild, startRebuild } from './start-rebuild.ts';

/** Enough that a transaction costs little beside what is in it, and that it still takes but a few dozen milliseconds. */
const IN_HAND = 500;
const RETRY_DELAY_MS = 500;
/** A command is given up only for what it is itself; one that PostgreSQL cannot take now comes again for ever. */
const NEVER_GIVEN_UP = Number.MAX_SAFE_INTEGER;

type Request<N extends keyof Calls> = Context<Calls[N]['params']>;

/** Records commands, and keeps what is made of them: a message is acknowledged after its COMMIT. */
export function projectorService(
  projector: ProjectorContext,
  options: { readonly ackWaitMs: number },
): ServiceSchema {
  const { bus } = projector;
  const consumptions: Consumption[] = [];
  const limits = {
    ...options,
    maxDeliveries: NEVER_GIVEN_UP,
    retryDelayMs: RETRY_DELAY_MS,
    // Neither has a job that could be told: what is buried is what nobody can read, and is kept as such.
    bury: (_delivery: unknown, error: unknown) =>
      Promise.reject(new TerminalError('MESSAGE_INVALID', errorMessage(error))),
  };
  return {
    name: 'projector',
    actions: {
      health: () => ({ service: 'projector', bus: bus.isConnected() }),
      rebuild: ({ params }: Request<'projector.rebuild'>) =>
        answer(() => startRebuild(projector, params.projection)),
    },
    async started() {
      await sendRebuild(projector, await ensureProjection(projector.database));
      consumptions.push(
        await consumeGroups(bus, {
          ...limits,
          stream: 'COMMANDS',
          durable: 'projector',
          inHand: IN_HAND,
          work: (deliveries, signal) => recordGroup(projector, deliveries, signal),
        }),
        await consume(bus, {
          ...limits,
          stream: 'JOBS',
          durable: 'jobs-rebuild',
          filter: subjects.everyJob('rebuild'),
          concurrency: 1,
          handle: ({ data }, signal) =>
            rebuildProjection(projector, parseMessage(rebuildCommandSchema, data), signal),
        }),
      );
    },
    async stopped() {
      await Promise.all(consumptions.map((consumption) => consumption.stop()));
    },
  };
}
