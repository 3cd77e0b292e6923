import type { Delivery } from '@regpipe/bus';
import {
  errorMessage,
  type NotificationCommand,
  notificationCommandSchema,
  parseMessage,
  TerminalError,
} from '@regpipe/contracts';
import { recordCommands } from '@regpipe/database';

import { isDataFault } from './is-data-fault.ts';
import type { ProjectorContext } from './projector-context.ts';
import { untilAvailable } from './until-available.ts';

interface Received {
  readonly delivery: Delivery;
  readonly command: NotificationCommand;
}

type Failures = Map<Delivery, unknown>;
type Context = Pick<ProjectorContext, 'database' | 'log' | 'metrics'>;

/**
 * Records the commands that wait together in one transaction. Gives an error for each that is none, which goes to DEAD.
 *
 * @throws what PostgreSQL says where it refuses one of several: then each is to be tried by itself
 */
export async function recordGroup(
  context: Context,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Delivery, unknown>> {
  const failures: Failures = new Map();
  const received = deliveries.flatMap((delivery) => readCommand(delivery, failures));
  if (received.length > 0) {
    const commands = received.map(({ command }) => command);
    try {
      const recorded = await untilAvailable(context, signal, () =>
        recordCommands(context.database, commands),
      );
      tell(context, received, recorded);
    } catch (error) {
      const [first, ...others] = received;
      if (first === undefined || others.length > 0 || !isDataFault(error)) throw error;
      failures.set(first.delivery, refused(error));
    }
  }
  if (failures.size > 0)
    context.metrics.count('regpipe_commands_total', { outcome: 'invalid' }, failures.size);
  return failures;
}

function readCommand(delivery: Delivery, failures: Failures): Received[] {
  try {
    return [{ delivery, command: parseMessage(notificationCommandSchema, delivery.data) }];
  } catch (error) {
    failures.set(delivery, error);
    return [];
  }
}

function refused(cause: unknown): TerminalError {
  return new TerminalError('MESSAGE_INVALID', `PostgreSQL refuses the command: ${errorMessage(cause)}`, {
    cause,
  });
}

function tell({ log, metrics }: Context, received: readonly Received[], recorded: number): void {
  const repeated = received.length - recorded;
  metrics.count('regpipe_commands_total', { outcome: 'recorded' }, recorded);
  metrics.count('regpipe_commands_total', { outcome: 'repeated' }, repeated);
  metrics.observe('regpipe_command_group_size', {}, received.length);
  const now = Date.now();
  for (const { delivery, command } of received) {
    const since = { created: command.created_at, received: Date.parse(delivery.storedAt) };
    for (const [moment, ms] of Object.entries(since)) {
      metrics.observe('regpipe_command_seconds', { since: moment }, Math.max(0, now - ms) / 1_000);
    }
  }
  log.debug({ event: 'commands_recorded', recorded, repeated }, `${recorded} commands recorded`);
}
