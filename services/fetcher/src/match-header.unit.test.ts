import { describe, expect, test } from 'vitest';

import { matchHeader } from './match-header.ts';
import { plants } from './testing/plants.ts';

describe('columns are bound by name', () => {
  test.each([
    ['in the order of the data set', ['code', '名稱', 'height'], [0, 1, 2]],
    ['in any other order', ['height', 'code', '名稱'], [1, 2, 0]],
    ['with an optional one between them', ['code', 'colour', '名稱', 'height'], [0, 2, 3]],
    ['with white space around the names', [' code', '名稱　', 'height\t'], [0, 1, 2]],
  ])('%s', (_how, header, columns) => {
    const names = header.map((name) => name.trim());
    expect(matchHeader(plants, header)).toEqual({ names, columns, width: header.length });
  });
});

/** The error of a header that does not fit. */
function refuse(header: readonly string[]): unknown {
  try {
    matchHeader(plants, header);
  } catch (error) {
    return error;
  }
  throw new Error('The header fits.');
}

describe('a header that does not fit is HEADER_MISMATCH', () => {
  test.each([
    ['missing', ['code', 'height'], 'missing "名稱"'],
    ['unknown', ['code', '名稱', 'height', 'weight'], 'unknown "weight"'],
    ['repeated', ['code', '名稱', 'height', 'code'], 'repeated "code"'],
    ['repeated, although optional', ['code', '名稱', 'height', 'colour', 'colour'], 'repeated "colour"'],
    ['unknown for its case', ['Code', '名稱', 'height'], 'missing "code"; unknown "Code"'],
    ['unknown for having no name', ['code', '名稱', 'height', ''], 'unknown ""'],
  ])('a column is %s', (_fault, header, message) => {
    expect(refuse(header)).toMatchObject({
      name: 'TerminalError',
      code: 'HEADER_MISMATCH',
      message: expect.stringContaining(message) as string,
    });
  });

  test('and all its differences are listed at once', () => {
    const error = refuse(['營業地址;統一編號', 'code', 'code', 'weight']);
    expect(error).toMatchObject({
      message: expect.stringContaining(
        'missing "名稱", "height"; unknown "營業地址;統一編號", "weight"; repeated "code"',
      ) as string,
      fields: {
        missing: ['名稱', 'height'],
        unknown: ['營業地址;統一編號', 'weight'],
        repeated: ['code'],
      },
    });
  });

  test('and a name as long as a file is not repeated in full', () => {
    const { message } = refuse(['x'.repeat(50_000)]) as Error;
    expect(message.length).toBeLessThan(400);
  });
});
