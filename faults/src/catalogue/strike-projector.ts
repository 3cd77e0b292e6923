import { NOTIFICATIONS } from '@regpipe/contracts';
import { authorization } from '@regpipe/stack';

import { auditCommands } from '../audit/audit-commands.ts';
import type { Bout } from '../bout.ts';
import { FaultError, type Strike } from '../fault.ts';
import { makeCommands, sendCommands } from '../lab/sent-commands.ts';
import { planAt, type PlanPoint, type Signal } from './point.ts';

/** Whichever projector comes to the point with commands is killed, or stopped and woken. */
export function struckRecording(point: PlanPoint, signal: Signal): Strike {
  return async (bout) => {
    const plan = await planAt(bout, point, signal);
    const sending = sendCommands(bout.lab, makeCommands());
    const { awake } = await plan.struck();
    await sending;
    return recorded(bout, awake);
  };
}

/** The same with the point of a rebuild, into which further commands come. */
export function struckRebuild(point: PlanPoint, signal: Signal): Strike {
  return async (bout) => {
    const { lab } = bout;
    // What there is to be rebuilt from.
    await sendCommands(lab, makeCommands());
    await untilRecorded(bout);
    const plan = await planAt(bout, point, signal);
    await startRebuild(bout);
    const sending = sendCommands(lab, makeCommands());
    const { awake } = await plan.struck();
    await sending;
    await untilRebuilt(bout);
    return `${await recorded(bout, awake)} and rebuilt`;
  };
}

/** Every connection is cut when a projector has come to the point. */
export function cutWhileRecording(point: PlanPoint, wire: 'postgresWire' | 'natsWire'): Strike {
  return async (bout) => {
    const plan = await bout.plan({ skip: 0, ...point, signal: 'SIGSTOP' });
    const sending = sendCommands(bout.lab, makeCommands());
    const { pid } = await plan.struck();
    bout.lab[wire].cut();
    process.kill(pid, 'SIGCONT');
    await sending;
    return recorded(bout);
  };
}

export async function repeatedAndReversed(bout: Bout): Promise<string> {
  const commands = makeCommands();
  bout.mark();
  await sendCommands(bout.lab, [...commands.toReversed(), ...commands]);
  return recorded(bout);
}

/** Waits until every command is done with, and until whoever was stopped has woken; then all of them have to be right. */
async function recorded(bout: Bout, awake?: Promise<void>): Promise<string> {
  await untilRecorded(bout);
  bout.recovered();
  await awake;
  await untilRecorded(bout);
  await auditCommands(bout.lab);
  return 'recorded';
}

async function untilRecorded(bout: Bout): Promise<void> {
  const { manager } = bout.lab.bus;
  const isEmpty = async () => (await manager.streams.info('COMMANDS')).state.messages === 0;
  await bout.wait(isEmpty, 'every command to be recorded');
}

async function startRebuild({ lab: { stack } }: Bout): Promise<void> {
  const url = `${stack.apiUrl}/api/projections/${NOTIFICATIONS}/rebuild`;
  const response = await fetch(url, { method: 'POST', headers: authorization(stack) });
  if (!response.ok) throw new FaultError(`the rebuild was refused: ${await response.text()}`);
}

/** Live, and the generations before it cleared away. */
async function untilRebuilt(bout: Bout): Promise<void> {
  const { pool } = bout.lab.database;
  const isRebuilt = async () => {
    const { rowCount } = await pool.query(
      `SELECT FROM etl.projection
        WHERE name = $1 AND building IS NULL
          AND (SELECT array_agg(relname::text) FROM pg_class
                WHERE relnamespace = 'regpipe'::regnamespace AND relkind = 'r' AND relname ~ '^notification_record_v')
              = ARRAY['notification_record_v' || generation]`,
      [NOTIFICATIONS],
    );
    return rowCount === 1;
  };
  await bout.wait(isRebuilt, 'the rebuild to be live, and what was before it to be dropped');
}
