import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Drop, dropReportSchema } from '@regpipe/contracts';
import { beforeAll, expect, test } from 'vitest';

import { workOnce } from './keep-working.ts';
import { startTestIntake, type TestIntake } from './testing/test-intake.ts';

let world: TestIntake;

beforeAll(async () => {
  world = await startTestIntake();
  return () => world.close();
});

test('a job that has read another file than the one that was dropped fails the drop, which tells what was loaded', async () => {
  const { database } = world;
  await world.drop('incoming/stats.csv');
  world.answer({ status: 'success', records_processed: 5, source_etag: '"another"' });
  const noting = world.replica({
    callTracker: async (name, params) => {
      const job = await world.intake.callTracker(name, params);
      await database.pool.query(
        `INSERT INTO etl.chunk_ledger (job_id, chunk, part, parts, first_record, records, first_line, lines, byte_offset,
                                       raw_bytes, crc32, loaded, failed, blank)
         SELECT $1, chunk, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0 FROM generate_series(0, 1) chunk`,
        [job.id],
      );
      return job;
    },
  });
  expect(await workOnce(noting)).toBe('ended');
  const { rows } = await database.pool.query<Drop>('SELECT * FROM etl.batch_job');
  expect(rows).toMatchObject([{ status: 'failed', error_code: 'DROP_GONE' }]);
  const report = await readFile(join(world.directory, rows[0]?.report_key ?? ''), 'utf8');
  expect(dropReportSchema.parse(JSON.parse(report))).toMatchObject({
    counts: { loaded: 0 },
    committed_chunks: [0, 1],
  });
});
