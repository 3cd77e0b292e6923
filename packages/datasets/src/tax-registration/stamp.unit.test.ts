import { describe, expect, test } from 'vitest';

import { sourceStamp, stampField } from './stamp.ts';

const EMPTY = new Array<string>(15).fill('');

function stamp(first: string, lastModified: string | null = null) {
  return sourceStamp([first, ...EMPTY], lastModified === null ? null : new Date(lastModified));
}

describe('the date line is known by its shape', () => {
  test('DD-MON-YY and nothing else is the file date', () => {
    expect(stamp('09-MAY-26')).toBe('2026-05-09');
    expect(stamp('31-DEC-25')).toBe('2025-12-31');
    expect(stamp(' 29-FEB-28　')).toBe('2028-02-29');
  });

  test('an extra column does not hide it', () => {
    expect(sourceStamp(['09-MAY-26', ...EMPTY, ''], null)).toBe('2026-05-09');
  });

  test.each([
    '9-MAY-26',
    '09-May-26',
    '09-MAI-26',
    '09-五月-26',
    '2026-05-09',
    '09-MAY-2026',
    '臺北市中正區',
    '',
  ])('"%s" is none', (first) => {
    expect(stamp(first)).toBeUndefined();
  });

  test.each(['31-FEB-26', '29-FEB-26', '00-JAN-26', '31-APR-26'])('%s is no day of the calendar', (first) => {
    expect(stamp(first)).toBeUndefined();
  });

  test('a record whose address looks like a date stays a record', () => {
    expect(sourceStamp(['09-MAY-26', '04595257', ...EMPTY.slice(1)], null)).toBeUndefined();
  });
});

describe('a two-digit year is of the century nearest to Last-Modified', () => {
  test.each([
    ['09-MAY-26', 'Sat, 09 May 2026 05:12:00 GMT', '2026-05-09'],
    ['31-DEC-99', 'Fri, 01 Jan 2100 05:12:00 GMT', '2099-12-31'],
    ['01-JAN-00', 'Thu, 31 Dec 2099 23:00:00 GMT', '2100-01-01'],
    ['31-DEC-99', 'Sat, 01 Jan 2000 05:12:00 GMT', '1999-12-31'],
    ['09-MAY-26', 'not a date', '2026-05-09'],
  ])('%s, modified %s, is %s', (first, lastModified, expected) => {
    expect(stamp(first, lastModified)).toBe(expected);
  });
});

test('a stamp written for a date is read as that date', () => {
  expect(stamp(stampField(new Date('2026-11-03T12:00:00Z')))).toBe('2026-11-03');
});
