import { expect, test } from 'vitest';

import { auditCommands } from './audit/audit-commands.ts';
import { auditDrop } from './audit/audit-drop.ts';
import type { Bout } from './bout.ts';
import type { Fault } from './fault.ts';
import { dropFile } from './lab/dropped-file.ts';
import { keepStatistics } from './lab/kept-statistics.ts';
import { makeCommands, sendCommands } from './lab/sent-commands.ts';
import { runFaults } from './run-faults.ts';

/** A file is loaded, and with it the row of somebody else changes. */
async function changeAnotherRow(bout: Bout): Promise<string> {
  const { lab } = bout;
  const { pool } = lab.database;
  await keepStatistics(lab.database);
  const file = await dropFile(lab);
  const isLoaded = async () =>
    (await pool.query(`SELECT FROM etl.batch_job WHERE status = 'success'`)).rowCount === 1;
  await bout.wait(isLoaded, 'the file to be loaded');
  await pool.query(
    `UPDATE public.user_statistics SET updated_at = now()
      WHERE user_id = (SELECT min(user_id) FROM public.user_statistics WHERE user_id <> ALL ($1))`,
    [file.rows.map(({ user }) => user)],
  );
  await auditDrop(lab, file);
  return 'loaded';
}

/** All commands are recorded, and one of them is lost later. */
async function takeCommandAway(bout: Bout): Promise<string> {
  const { lab } = bout;
  const { pool } = lab.database;
  const commands = makeCommands();
  await sendCommands(lab, commands);
  const isRecorded = async () =>
    (await pool.query('SELECT FROM public.command_record')).rowCount === commands.length;
  await bout.wait(isRecorded, 'the commands to be recorded');
  await pool.query(`DELETE FROM public.command_record WHERE ctid = '(0,1)'`);
  await auditCommands(lab);
  return 'recorded';
}

const COMMON = { fault: '', expected: '', inShort: 1, needs: ['intake', 'projector'] } as const;
const WRONG: readonly Fault[] = [
  { ...COMMON, id: 'another-row-changed', group: 'drops', strikes: [changeAnotherRow] },
  { ...COMMON, id: 'command-taken-away', group: 'notifications', strikes: [takeCommandAway] },
];

test('a row that changes beside those of a file, and a command that is missing, are found', async () => {
  const rows = await runFaults({ faults: WRONG, short: true, seed: undefined, say: () => {} });
  expect(rows).toMatchObject([
    { id: 'another-row-changed', held: false, lost: 1, doubled: 1 },
    { id: 'command-taken-away', held: false, lost: 1, doubled: 0 },
  ]);
  expect(rows[0]?.outcomes[0]).toContain('of the statistics 1 rows are lost and 1 should not be there');
  expect(rows[1]?.outcomes[0]).toContain('of the commands 1 ');
});
