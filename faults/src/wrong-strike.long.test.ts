import { expect, test } from 'vitest';

import { catalogue } from './catalogue/catalogue.ts';
import { runFaults } from './run-faults.ts';

test('a strike that goes wrong is found, and the next one meets a laboratory that is whole', async () => {
  const [sample] = catalogue;
  if (sample === undefined) throw new Error('The catalogue is empty.');
  const wrong = {
    ...sample,
    id: 'row-taken-away',
    inShort: 2,
    strikes: [
      async (bout) => {
        bout.mark();
        const outcome = await bout.published(await bout.start());
        const { rows } = await bout.lab.database.pool.query<{ version: number }>(
          'SELECT version FROM etl.publication WHERE live',
        );
        await bout.lab.database.pool.query(
          `DELETE FROM regpipe.business_industry_v${String(rows[0]?.version)} WHERE ctid = '(0,1)'`,
        );
        return outcome;
      },
      async (bout) => bout.published(await bout.start()),
    ],
  } satisfies (typeof catalogue)[number];
  const [row] = await runFaults({ faults: [wrong], short: true, seed: undefined, say: () => {} });
  expect(row).toMatchObject({ held: false, lost: 1, doubled: 0, strikes: 2 });
  expect(row?.outcomes).toEqual([expect.stringContaining('1 rows lost and 0 doubled'), 'published']);
});
