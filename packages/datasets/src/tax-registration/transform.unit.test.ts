import { Field } from '@regpipe/csv';
import { describe, expect, test } from 'vitest';

import { COLUMNS, FIELD } from './columns.ts';
import { recordingWriter } from '../recording-writer.ts';
import { transform } from './transform.ts';

const SOUND = [
  '臺北市信義區莊敬路２３９巷９號', '04595257', '', '台灣積體電路製造股份有限公司', '280500000000', '0760221',
  '股份有限公司', 'Y', '261199', '其他積體電路製造', '261111', '矽晶圓製造', '', '', '', '',
]; // prettier-ignore

function run(changes: Partial<Record<keyof typeof FIELD, string>>) {
  const fields = [...SOUND];
  for (const [name, value] of Object.entries(changes)) fields[FIELD[name as keyof typeof FIELD]] = value;
  const rows = recordingWriter();
  return { outcome: transform(fields.map(Field.of), rows), rows };
}

describe('a sound record', () => {
  test('becomes one registration and its industries, in the order of the written columns', () => {
    const { outcome, rows } = run({});
    expect(outcome).toBe('written');
    expect(rows.warnings).toEqual([]);
    expect(rows.written).toEqual([
      {
        table: 0,
        values: [
          '04595257',
          null,
          '台灣積體電路製造股份有限公司',
          '臺北市信義區莊敬路２３９巷９號',
          '280500000000',
          '0760221',
          '股份有限公司',
          't',
        ],
      },
      { table: 1, values: ['04595257', '261199', '其他積體電路製造', '1'] },
      { table: 1, values: ['04595257', '261111', '矽晶圓製造', '2'] },
    ]);
  });

  test('loses the white space around its fields, full-width spaces too, and nothing inside them', () => {
    const { rows } = run({ ban: ' 04595257　', name: '　永 和\t豆漿\n', address: ' \\N ' });
    expect(rows.written[0]?.values.slice(0, 4)).toEqual(['04595257', null, '永 和\t豆漿', '\\N']);
    expect(rows.written[1]?.values[0]).toBe('04595257');
  });

  test('has NULL for empty optional text', () => {
    const { rows } = run({ address: '　', setupDate: '', type: ' ', capital: '' });
    expect(rows.written[0]?.values.slice(3, 7)).toEqual([null, '0', null, null]);
  });

  test.each([
    ['Y', 't'],
    ['y', 't'],
    ['N', 'f'],
    ['', 'f'],
    ['YES', 'f'],
  ])('uses invoices only for Y and y: "%s" → %s', (invoice, expected) => {
    expect(run({ invoice }).rows.written[0]?.values[7]).toBe(expected);
  });
});

describe('what only looks wrong is loaded and counted', () => {
  test('a check digit that fails', () => {
    const { outcome, rows } = run({ ban: '00501502' });
    expect(outcome).toBe('written');
    expect(rows.warnings).toEqual(['BAN_CHECK_DIGIT']);
  });

  test('headquarters that are no 統一編號 stay as they are', () => {
    const { rows } = run({ headquarters: ' 1234567 ' });
    expect(rows.warnings).toEqual(['HEADQUARTERS_BAN_FORMAT']);
    expect(rows.written[0]?.values[1]).toBe('1234567');
  });
});

describe('a record that cannot be kept names its first fault and writes nothing', () => {
  test.each([
    ['MISSING_BAN', { ban: ' ' }],
    ['MISSING_BAN', { ban: '', name: '' }],
    ['INVALID_BAN', { ban: '1234567' }],
    ['INVALID_BAN', { ban: '１２３４５６７８' }],
    ['INVALID_BAN', { ban: '1234567A', name: '' }],
    ['MISSING_NAME', { name: '　　' }],
  ])('%s: %o', (type, changes) => {
    const { outcome, rows } = run(changes);
    expect(outcome).toMatchObject({ type });
    expect(rows.written).toEqual([]);
    expect(rows.warnings).toEqual([]);
  });

  test('its message repeats no more of a bad value than a reader needs', () => {
    const { outcome } = run({ ban: 'x'.repeat(100_000) });
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^.{1,120}$/) as string });
  });

  test.each(['𠮷', 'x𠮷'])('nor ever half a character of it (%s)', (repeated) => {
    const value = repeated.repeat(100);
    const quoted = Array.from(value).slice(0, 40).join('');
    expect(run({ ban: value }).outcome).toMatchObject({
      message: `統一編號 "${quoted}" is not 8 digits (0-9).`,
    });
  });
});

test('a record of nothing but white space is blank, not rejected', () => {
  const rows = recordingWriter();
  expect(
    transform(
      COLUMNS.map((_, index) => Field.of(index % 2 === 0 ? '　 \t' : '')),
      rows,
    ),
  ).toBe('blank');
  expect(rows.written).toEqual([]);
});
