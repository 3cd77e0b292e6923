import { expect, test } from 'vitest';

import { catalogue } from './catalogue/catalogue.ts';
import { runFaults } from './run-faults.ts';

const FIVE_MINUTES_MS = 300_000;

test(
  'one strike of each cheap fault: nothing is lost, doubled or left stuck',
  async () => {
    const said: string[] = [];
    const rows = await runFaults({
      faults: catalogue,
      short: true,
      seed: undefined,
      say: (line) => said.push(line),
    });
    expect(rows.filter((row) => !row.held || row.lost + row.doubled > 0)).toEqual([]);
    expect(said).toHaveLength(rows.reduce((sum, { strikes }) => sum + strikes, 0));
  },
  FIVE_MINUTES_MS,
);
