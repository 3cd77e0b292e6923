import { describe, expect, test } from 'vitest';

import { readPreamble } from './read-preamble.ts';
import { plants } from './testing/plants.ts';

const BYTE_ORDER_MARK = '\ufeff';
const HEADER = 'code,名稱,height';

async function* cut(bytes: Buffer, pieceBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
  }
}

async function read(source: string | Buffer, pieceBytes = 1_000) {
  const bytes = Buffer.from(source);
  const pieces = cut(bytes, pieceBytes);
  const { preamble, rest } = await readPreamble(plants, pieces, null);
  const behind = [rest];
  for await (const piece of pieces) behind.push(piece);
  return { ...preamble, behind: Buffer.concat(behind).toString() };
}

describe('the preamble', () => {
  test.each([
    ['a header alone', `${HEADER}\n`, null, 1],
    ['a header and the date line', `${HEADER}\n2026-05-09,,\n`, '2026-05-09', 2],
    ['a byte-order mark', `${BYTE_ORDER_MARK}${HEADER}\n`, null, 1],
    ['a byte-order mark and the date line', `${BYTE_ORDER_MARK}${HEADER}\n2026-05-09,,\n`, '2026-05-09', 2],
    ['Windows line breaks', `${HEADER}\r\n2026-05-09,,\r\n`, '2026-05-09', 2],
    ['quoted names', '"code","名稱","height"\n', null, 1],
  ])('%s: is told from the records, in pieces of any size', async (_kind, text, sourceStamp, lines) => {
    const records = 'a,b,1\nc,"d\nd",2\n';
    const expected = {
      names: ['code', '名稱', 'height'],
      columns: [0, 1, 2],
      width: 3,
      sourceStamp,
      lines,
      bytes: Buffer.byteLength(text),
      behind: records,
    };
    for (const pieceBytes of [1, 2, 5, 1_000]) {
      expect(await read(text + records, pieceBytes)).toEqual(expected);
    }
  });

  test.each([
    ['with its line break', `${HEADER}\n`],
    ['without one', HEADER],
    ['behind a byte-order mark', `${BYTE_ORDER_MARK}${HEADER}`],
    ['with Windows line breaks', `${HEADER}\r\n`],
  ])('may be all there is: a header %s', async (_kind, source) => {
    for (const pieceBytes of [1, 1_000]) {
      const bytes = Buffer.byteLength(source);
      expect(await read(source, pieceBytes)).toMatchObject({
        bytes,
        lines: 1,
        sourceStamp: null,
        behind: '',
      });
    }
  });

  test('may be all there is: a header and the date line without a line break', async () => {
    expect(await read(`${HEADER}\n2026-05-09,,`, 1)).toMatchObject({
      sourceStamp: '2026-05-09',
      lines: 2,
      behind: '',
    });
  });

  test.each([
    ['a record that only resembles the date line', '2026-05-09,x,\n'],
    ['an empty line', '\n'],
    ['a record with a stray quote', 'a"b,c,d\n'],
    ['a record that is not UTF-8', Buffer.from([0xff, 0x2c, 0x2c, 0x0a])],
    ['a record that never ends', 'x'.repeat(300_000)],
  ])('leaves the first record alone: %s', async (_kind, record) => {
    const behind = Buffer.concat([Buffer.from(record), Buffer.from('last,b,c')]);
    const source = Buffer.concat([Buffer.from(`${HEADER}\n`), behind]);
    expect(await read(source)).toMatchObject({ sourceStamp: null, lines: 1, behind: behind.toString() });
  });

  test('reads no further than it has to', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from(`${HEADER}\n`));
      for (;;) {
        taken += 1;
        yield Buffer.from('a,b,1\n');
      }
    }
    await readPreamble(plants, endless(), null);
    expect(taken).toBe(1);
  });
});

describe('a source that does not begin with our header', () => {
  test.each([
    ['nothing at all', ''],
    ['nothing but a byte-order mark', BYTE_ORDER_MARK],
  ])('is SOURCE_EMPTY when it holds %s', async (_kind, source) => {
    await expect(read(source, 1)).rejects.toMatchObject({ name: 'TerminalError', code: 'SOURCE_EMPTY' });
  });

  test.each([
    ['another header', '名稱;code\n'],
    ['a page of HTML', '<!DOCTYPE html>\n<html lang="en"><body>Not found</body></html>\n'],

    ['a stray quote', 'code,na"me,height\n'],
    ['no line break for megabytes', 'x'.repeat(3_000_000)],
  ])('is HEADER_MISMATCH when it holds %s', async (_kind, source) => {
    await expect(read(source, 64 * 1024)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'HEADER_MISMATCH',
    });
  });

  test('is told with the header it has, so that a changed file shows at once', async () => {
    await expect(read('code,名稱,重量\n')).rejects.toThrow('missing "height"; unknown "重量"');
  });
});
