import { findDataset } from '@regpipe/datasets';
import { expect, test } from 'vitest';

import { findDefect, type RejectOrigin } from './find-defect.ts';
import { plants } from './testing/sample-dataset.ts';

const origin: RejectOrigin = {
  dataset: { ...plants, rejectColumns: { MISSING_NAME: 'name', INVALID_CODE: 'code' } },
  columns: ['name', 'code'],
};

/** What is marked. */
function mark(error_type: string, raw_data: string, from: RejectOrigin = origin): string | null {
  const range = findDefect({ error_type, raw_data }, from);
  return range && raw_data.slice(range.start, range.end);
}

test.each([
  ['INVALID_CODE', '蕨,F%1', 'F%1'],
  ['INVALID_CODE', '"蕨, 大",F%1', 'F%1'],
  ['MISSING_NAME', ',fern', ','],
  ['STRAY_QUOTE', '蕨,"fern', '"'],
  ['INVALID_UTF8', String.raw`蕨\xe8\x95,fern\xff`, String.raw`\xe8\x95`],
  ['NUL_CHARACTER', String.raw`蕨,f\x00ern`, String.raw`\x00`],
  ['WRONG_COLUMN_COUNT', '蕨,fern,green,', ',green,'],
  ['DUPLICATE', '{"code": "fe\\"rn", "name": "蕨"}', 'fe\\"rn'],
  ['DUPLICATE', '{"name": "\\"code\\": \\"x\\"", "code": "fern"}', 'fern'],
  ['DUPLICATE', '{"code": 12, "name": null}', '12'],
  ['DUPLICATE', 'fern', 'fern'],
])('of %s in %s it is %s', (type, raw, expected) => {
  expect(mark(type, raw)).toBe(expected);
});

test.each([
  ['WRONG_COLUMN_COUNT', '蕨'],
  ['RECORD_TOO_LARGE', '蕨,fern… (900000 bytes in all)'],
  ['DEAD_CHUNK', ''],
  ['STRAY_QUOTE', '蕨,fern… (900000 bytes in all)'],
  ['INVALID_CODE', '蕨… (900000 bytes in all)'],
  ['OTHER_RULE', '蕨,fern'],
  ['DUPLICATE', '{"name": "蕨"}'],
])('of %s in %s nothing can be marked', (type, raw) => {
  expect(mark(type, raw)).toBeNull();
});

test('of a row that refers to nothing it is the key, as of a duplicate', () => {
  const from = {
    dataset: findDataset('user-statistics'),
    columns: ['ユーザーID', 'ログイン回数', '投稿回数'],
  };
  const raw = '{"user_id": "zoe", "post_count": 1, "login_count": 1}';
  expect(mark('USER_NOT_FOUND', raw, from)).toBe('zoe');
  expect(mark('USER_NOT_FOUND', 'zoe', from)).toBe('zoe');
  expect(mark('USER_ID_MISSING', ',1,1', from)).toBe(',');
});

test('without the header, or its data set, only what the text itself tells is marked', () => {
  for (const from of [
    { ...origin, columns: undefined },
    { dataset: undefined, columns: origin.columns },
  ]) {
    expect(mark('INVALID_CODE', '蕨,F%1', from)).toBeNull();
    expect(mark('STRAY_QUOTE', '蕨,"fern', from)).toBe('"');
  }
  expect(mark('DUPLICATE', 'fern', { ...origin, dataset: undefined })).toBeNull();
});
