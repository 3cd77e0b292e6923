import type { Lab } from '../lab/start-lab.ts';
import { SENT } from '../lab/sent-commands.ts';
import { AuditError } from './audit-lab.ts';

const COLUMNS = 'transaction_id, created_at, user_id, marketing_id, notification_title, status, platform';
const NEWEST = `SELECT DISTINCT ON (transaction_id) ${COLUMNS} FROM ${SENT} ORDER BY transaction_id, created_at DESC`;

/** Each is a query of what should be, from what was sent since the laboratory was started, and one of what is. */
const PROMISES = [
  {
    of: 'commands',
    wanted: `SELECT ${COLUMNS} FROM ${SENT}`,
    there: `SELECT ${COLUMNS} FROM public.command_record`,
  },
  {
    of: 'notifications',
    wanted: NEWEST,
    there: `SELECT ${COLUMNS} FROM public.notification_record`,
  },
  {
    of: 'campaigns',
    wanted: `SELECT marketing_id, count(*) FROM (${NEWEST}) n WHERE marketing_id IS NOT NULL GROUP BY marketing_id`,
    there: 'SELECT marketing_id, records FROM public.notification_campaign WHERE records <> 0',
  },
] as const;

/** Where a command ends that the projector can do nothing with. */
const DEAD_SUBJECTS = 'dead.projector.>';

/**
 * Checks that every command that was sent is recorded once, that the live records and counts are those of the newest ones, and
 * that none of them waits still or is dead.
 *
 * @throws AuditError naming all that does not hold
 */
export async function auditCommands({ database, bus }: Lab): Promise<void> {
  const findings: string[] = [];
  const sum = { lost: 0, doubled: 0 };
  for (const { of, wanted, there } of PROMISES) {
    const { rows } = await database.pool.query<typeof sum>(
      `SELECT (SELECT count(*) FROM ((${wanted}) EXCEPT ALL (${there})) l) AS lost,
              (SELECT count(*) FROM ((${there}) EXCEPT ALL (${wanted})) d) AS doubled`,
    );
    const { lost, doubled } = rows[0] ?? { lost: NaN, doubled: NaN };
    sum.lost += lost;
    sum.doubled += doubled;
    if (lost + doubled !== 0)
      findings.push(`of the ${of} ${lost} are not as they should be, and ${doubled} should not be`);
  }
  const waiting = (await bus.manager.streams.info('COMMANDS')).state.messages;
  if (waiting > 0) findings.push(`${waiting} commands wait`);
  const { state } = await bus.manager.streams.info('DEAD', { subjects_filter: DEAD_SUBJECTS });
  const dead = Object.values(state.subjects ?? {}).reduce((total, messages) => total + messages, 0);
  if (dead > 0) findings.push(`${dead} commands are dead`);
  if (findings.length > 0) throw new AuditError(findings.join('; '), sum);
}
