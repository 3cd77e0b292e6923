import { Field } from '@regpipe/csv';
import { describe, expect, test } from 'vitest';

import { recordingWriter } from '../recording-writer.ts';
import { transform } from './transform.ts';

function run(...fields: string[]) {
  const rows = recordingWriter();
  return { outcome: transform(fields.map(Field.of), rows), rows };
}

test('a sound record becomes the counts of one user', () => {
  const { outcome, rows } = run('user-1', '12', '0');
  expect(outcome).toBe('written');
  expect(rows).toMatchObject({ written: [{ table: 0, values: ['user-1', '12', '0'] }], warnings: [] });
});

test('white space around the fields is no part of them', () => {
  const { rows } = run('　user 1\t', ' 007 ', '\u00a03');
  expect(rows.written[0]?.values).toEqual(['user 1', '007', '3']);
});

test('a record of nothing but white space is blank', () => {
  expect(run('', ' ', '　').outcome).toBe('blank');
  expect(run('').outcome).toBe('blank');
});

test('a record without its user is rejected', () => {
  const { outcome, rows } = run('　', '1', '2');
  expect(outcome).toEqual({ type: 'USER_ID_MISSING', message: 'ユーザーID is empty.' });
  expect(rows.written).toEqual([]);
});

describe('a count', () => {
  test.each(['0', '9223372036854775807', '0009223372036854775807', '00000000000000000000000'])(
    'may be %s',
    (count) => {
      expect(run('user-1', count, count).outcome).toBe('written');
    },
  );

  test.each([
    ['', 'is empty'],
    ['-1', '"-1" is not a whole number of 0 or more in the digits 0-9'],
    ['+1', '"+1" is not a whole number'],
    ['1.0', '"1.0" is not a whole number'],
    ['1,000', '"1,000" is not a whole number'],
    ['1e3', '"1e3" is not a whole number'],
    ['１２', '"１２" is not a whole number'],
    ['十', '"十" is not a whole number'],
    ['9223372036854775808', '"9223372036854775808" is larger than 9223372036854775807'],
  ])('may not be "%s"', (count, fault) => {
    const logins = run('user-1', count, '1');
    expect(logins.outcome).toMatchObject({
      type: 'COUNT_INVALID',
      message: expect.stringContaining(`ログイン回数 ${fault}`) as string,
    });
    expect(logins.rows.written).toEqual([]);
    expect(run('user-1', '1', count).outcome).toMatchObject({
      type: 'COUNT_INVALID',
      message: expect.stringContaining(`投稿回数 ${fault}`) as string,
    });
  });
});
