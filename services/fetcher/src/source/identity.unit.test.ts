import { describe, expect, test } from 'vitest';

import { describeChange, ifRangeValidator, sameBy } from './identity.ts';

const known = { etag: '"a"', lastModified: 'Mon', contentLength: 5 };
const unknown = { etag: null, lastModified: null, contentLength: null };

describe('describeChange', () => {
  test('finds no change where nothing that both sides know differs', () => {
    expect(describeChange(known, known)).toBeNull();
    expect(describeChange(known, unknown)).toBeNull();
    expect(describeChange(unknown, known)).toBeNull();
  });

  test('takes an ETag for the same when it has become weak', () => {
    expect(describeChange(known, { ...known, etag: 'W/"a"' })).toBeNull();
  });

  test('names everything that differs, old and new', () => {
    expect(describeChange(known, { etag: '"b"', lastModified: 'Tue', contentLength: 6 })).toBe(
      'ETag "a" → "b", Last-Modified Mon → Tue, length 5 → 6',
    );
  });
});

describe('sameBy', () => {
  test('is the ETag where both sides have one, whatever the date', () => {
    expect(sameBy(known, known)).toBe('etag');
    expect(sameBy(known, { ...known, etag: 'W/"a"', lastModified: 'Tue' })).toBe('etag');
    expect(sameBy({ ...unknown, etag: '"a"' }, { ...unknown, etag: '"a"' })).toBe('etag');
  });

  test('is nothing where the ETag differs, although the date does not', () => {
    expect(sameBy(known, { ...known, etag: '"b"' })).toBeNull();
  });

  test('is the date with the length where one side has no ETag', () => {
    expect(sameBy(known, { ...known, etag: null })).toBe('last-modified');
    expect(sameBy({ ...known, etag: null }, known)).toBe('last-modified');
    expect(sameBy({ ...known, etag: null }, { ...known, etag: null, lastModified: 'Tue' })).toBeNull();
  });

  test.each([
    ['the date alone', { ...known, etag: null, contentLength: null }],
    ['the length alone', { ...unknown, contentLength: 5 }],
    ['nothing', unknown],
  ])('is nothing where %s is known', (_what, identity) => {
    expect(sameBy(identity, identity)).toBeNull();
  });

  test('is nothing where the length differs, whatever the ETag says', () => {
    expect(sameBy(known, { ...known, contentLength: 6 })).toBeNull();
  });
});

describe('ifRangeValidator', () => {
  test('is the strong ETag, else Last-Modified, else nothing', () => {
    expect(ifRangeValidator(known)).toBe('"a"');
    expect(ifRangeValidator({ ...known, etag: 'W/"a"' })).toBe('Mon');
    expect(ifRangeValidator({ ...known, etag: null })).toBe('Mon');
    expect(ifRangeValidator({ ...unknown, etag: 'W/"a"' })).toBeNull();
    expect(ifRangeValidator(unknown)).toBeNull();
  });
});
