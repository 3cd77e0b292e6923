import { describe, expect, test } from 'vitest';

import { displayWidth } from './format.ts';
import { messagesFor } from './messages/index.ts';
import { findMiscount, summarize } from './summary.ts';
import { jobFixture, publicationFixture, runningJobFixture } from './testing/fixtures.ts';

const en = messagesFor('en');
const lines = (...job: Parameters<typeof jobFixture>) => summarize(jobFixture(...job), en);

describe('a job that ended well', () => {
  test('shows every count, what was published and nothing to do', () => {
    const warnings = { BAN_CHECK_DIGIT: 12, CAPITAL_NOT_A_NUMBER: 345 };
    expect(lines({ warnings, publication: publicationFixture() })).toEqual([
      'Job 42  tax-registration',
      '  run id          42',
      '  status     success',
      '  seconds       10.0',
      '  total        1,000',
      '  loaded         970  97.00 %',
      '  failed          20   2.00 %',
      '  duplicate        4   0.40 %',
      '  blank            6   0.60 %',
      '  records/s      100',
      '  warnings       345           CAPITAL_NOT_A_NUMBER',
      '                  12           BAN_CHECK_DIGIT',
      '',
      '  published as version 42, from the source of 2026-05-09',
      '    tax_registration     970 rows',
      '    business_industry  1,650 rows',
      '',
      'The rejected records: ./run errors 42',
    ]);
  });

  test('says that a limit left records out', () => {
    const limited = lines({ record_limit: 1_000, publication: publicationFixture() });
    expect(limited.join('\n')).toContain('Limited to the first 1,000 records');
  });

  test('says that a dry run wrote nothing', () => {
    expect(lines({ mode: 'dry-run' }).join('\n')).toContain('nothing was written');
  });

  test('says a long time in minutes, too', () => {
    expect(lines({ seconds: 187.25 }).join('\n')).toMatch(/seconds +187\.3 +3 min 07 s\n/);
  });

  test('aligns in Chinese, too', () => {
    const widths = summarize(jobFixture(), messagesFor('zh-TW')).slice(1, 4).map(displayWidth);
    expect(new Set(widths).size).toBe(1);
  });

  test('gives no speed after a resume, when the job rested in between', () => {
    expect(lines({ attempt: 2 }).join('\n')).not.toContain('records/s');
  });
});

describe('a job that was skipped', () => {
  const skipped = jobFixture({
    status: 'skipped',
    records_total: 1_000,
    records_processed: 10,
    records_failed: 1,
    unchanged: { job_id: 12, by: 'etag' },
  });

  test('says why, and what loads it anyway, and shows no count as loaded', () => {
    expect(summarize(skipped, en)).toEqual([
      'Job 42  tax-registration',
      '  run id        42',
      '  status   skipped',
      '  seconds     10.0',
      '',
      'skipped: the source is unchanged since job 12 (ETag); --force loads it anyway',
    ]);
    expect(findMiscount(skipped, en)).toBeUndefined();
  });

  test('says so in Traditional Chinese, too', () => {
    const unchanged = { job_id: 12, by: 'content' } as const;
    expect(summarize({ ...skipped, unchanged }, messagesFor('zh-TW')).at(-1)).toBe(
      '已略過：來源自作業 12 之後沒有改變（內容）；加上 --force 仍會載入',
    );
  });
});

test('a job whose rows were merged says how many, and of no version', () => {
  const merged = jobFixture({ load: 'merge', publication: null });
  expect(summarize(merged, en)).toContain('Merged: 970 rows were written, all others stayed as they were.');
});

describe('counts that do not add up are said loudly', () => {
  test('a record that is not accounted for', () => {
    expect(lines({ records_failed: 19 }).join('\n')).toContain('THE COUNTS DO NOT ADD UP');
    expect(findMiscount(jobFixture({ records_failed: 19 }), en)).toContain('1,000 records, 999');
    expect(findMiscount(jobFixture({ records_failed: 21, status: 'partial' }), en)).toContain('1,001');
  });

  test('a success without a total', () => {
    expect(findMiscount(jobFixture({ records_total: null }), en)).toBeDefined();
  });

  test('a job that adds up or stopped midway raises no alarm', () => {
    expect(findMiscount(jobFixture(), en)).toBeUndefined();
    expect(findMiscount(jobFixture({ status: 'failed', records_processed: 3 }), en)).toBeUndefined();
    expect(findMiscount(runningJobFixture(), en)).toBeUndefined();
  });
});

describe('a bad end says what to do next', () => {
  test('failed: its message, its code and the step that belongs to it', () => {
    const text = lines({
      status: 'failed',
      error_code: 'HEADER_MISMATCH',
      error_message: 'A\u001b[2J is missing.',
    });
    expect(text).toContain('Error: A\\u{1b}[2J is missing. (HEADER_MISMATCH)');
    expect(text).toContain(`Next:  ${en.nextSteps.HEADER_MISMATCH}`);
  });

  test.each([
    ['en', 'A guard stopped the job', './run resume 42 --accept'],
    ['zh-TW', '作業在發布前被檢查攔下', './run resume 42 --accept'],
  ] as const)(
    'stopped by a guard (%s): what stands, and how to publish it all the same',
    (language, said, next) => {
      const stopped = jobFixture({
        status: 'failed',
        error_code: 'GUARD_REJECTED',
        error_message: '60 of 1000',
      });
      const text = summarize(stopped, messagesFor(language)).join('\n');
      expect(text).toContain(said);
      expect(text).toContain(next);
      const dry = summarize({ ...stopped, mode: 'dry-run' }, messagesFor(language)).join('\n');
      expect(dry).not.toContain(said);
      expect(dry).toContain('./run etl --accept');
    },
  );

  test.each([
    ['failed', './run resume 42'],
    ['interrupted', './run resume 42'],
    ['cancelled', './run etl'],
    ['partial', './run errors 42'],
  ] as const)('%s', (status, next) => {
    const text = lines({ status }).join('\n');
    expect(text).toContain(`The job ended as ${status}.`);
    expect(text).toMatch(new RegExp(`Next: .*${next}`));
  });
});

test('a partial job that is live can be repaired, and says how', () => {
  const text = lines({ status: 'partial', publication: publicationFixture() }).join('\n');
  expect(text).toMatch(/Next: .*\.\/run redrive 42/);
  const replaced = publicationFixture({ live: false });
  expect(lines({ status: 'partial', publication: replaced }).join('\n')).not.toContain('redrive');
});

test('a running job shows an estimate as an estimate', () => {
  expect(summarize(runningJobFixture(), en).join('\n')).toMatch(/total\s+about 1,000\n/);
});
