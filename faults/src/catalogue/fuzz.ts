import { errorMessage, type Job } from '@regpipe/contracts';
import { type ExpectedFile, expectFile, fuzzFile } from '@regpipe/fuzz';

import { compareWithFile } from '../audit/compare-with-file.ts';
import { wrongCounts } from '../audit/job-counts.ts';
import type { Bout } from '../bout.ts';
import { type Fault, FaultError, type Strike } from '../fault.ts';
import { liveSight } from '../lab/expected-tables.ts';
import { newSeed, seededRandom } from '../random/seeded-random.ts';

const STRIKES = 4;

/** Most records of a chunk, from and to: some chunks end for their records, some for their bytes. */
const CHUNK_SIZES = { from: 50, to: 3_000 };

export const fuzzFaults: readonly Fault[] = [
  {
    id: 'data-fuzz',
    group: 'data',
    fault: 'files of random records: every kind of nasty text, quoting, line end and broken record',
    expected:
      'Every value is stored byte for byte, every broken record is rejected with its line and text, all counts are right',
    strikes: Array.from({ length: STRIKES }, (_, index) => strikeNumber(index)),
    inShort: 1,
    test: 'services/transformer/src/transform-fuzz.unit.test.ts',
  },
];

/** Each has a seed of its own; the first has the one that is given. */
function strikeNumber(index: number): Strike {
  return async (bout) => {
    const seed = bout.seed === undefined ? newSeed() : bout.seed + index;
    try {
      return `${await loadRandomFile(bout, seed)} records came out as they went in (seed ${seed})`;
    } catch (error) {
      throw new FaultError(`seed ${seed}: ${errorMessage(error)}`, {
        cause: error,
      });
    }
  };
}

/** @returns the number of its records */
async function loadRandomFile(bout: Bout, seed: number): Promise<number> {
  const { lab } = bout;
  const file = fuzzFile(seed, lab.scale.fuzzRecords);
  const expected = expectFile(file);
  lab.source.serve({ bytes: file.bytes, etag: `"fuzz ${seed}"` });
  const chunkSize = CHUNK_SIZES.from + seededRandom(seed).below(CHUNK_SIZES.to - CHUNK_SIZES.from);
  bout.mark();
  // Far more of it is rejected than any guard allows.
  const { id } = await bout.start({ chunkSize, accept: true });
  const job = await bout.reach(id, 'success', 'partial', 'failed', 'interrupted');
  bout.recovered();
  if (job.status !== 'success') throw new FaultError(`${job.status}: ${job.error_message ?? 'no message'}`);

  const findings = [
    ...wrongCounts(job, expected.counts),
    ...wrongWarnings(job, expected),
    ...(await compareWithFile(lab.database.pool, id, expected)),
  ];
  if (findings.length > 0) throw new FaultError(findings.join('; '));
  await bout.wait(() => isSearchReady(bout, id), 'the search indexes over such names');
  bout.wholeSights.add(await liveSight(lab.database.pool));
  await bout.rollBack();
  return file.records.length;
}

function wrongWarnings(job: Job, { warnings }: ExpectedFile): string[] {
  const codes = new Set([...Object.keys(job.warnings), ...Object.keys(warnings)]);
  return [...codes]
    .filter((code) => job.warnings[code] !== warnings[code])
    .map((code) => `${String(job.warnings[code])} warnings ${code} instead of ${String(warnings[code])}`);
}

async function isSearchReady({ lab }: Bout, jobId: number): Promise<boolean> {
  const { rows } = await lab.database.pool.query<{ search_ready: boolean }>(
    'SELECT search_ready FROM etl.publication WHERE job_id = $1',
    [jobId],
  );
  return rows[0]?.search_ready === true;
}
