import { describe, expect, test } from 'vitest';

import { describeChange, ifRangeValidator } from './identity.ts';

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

describe('ifRangeValidator', () => {
  test('is the strong ETag, else Last-Modified, else nothing', () => {
    expect(ifRangeValidator(known)).toBe('"a"');
    expect(ifRangeValidator({ ...known, etag: 'W/"a"' })).toBe('Mon');
    expect(ifRangeValidator({ ...known, etag: null })).toBe('Mon');
    expect(ifRangeValidator({ ...unknown, etag: 'W/"a"' })).toBeNull();
    expect(ifRangeValidator(unknown)).toBeNull();
  });
});
