import { findDataset } from '@regpipe/datasets';
import { describe, expect, test } from 'vitest';

import { readPreamble } from './read-preamble.ts';
import { plants } from './testing/plants.ts';

const registrations = findDataset('tax-registration');
const HEADER = registrations.columns.join(',');
const RECORD = `臺北市上下路1號,04595257,,甲公司,1,0990101,股份有限公司,Y,471111,便利商店${','.repeat(6)}`;
const TEXT = `${HEADER}\n09-MAY-26${','.repeat(15)}\n${RECORD}\n`;

/** The first line in Big5, which Node reads and does not write. */
const BIG5_HEADER = Buffer.from(
  'c0e7b77ea661a77d2cb2cea440bd73b8b92cc160bef7ba63b2cea440bd73b8b92cc0e7b77ea448a657bad92c' +
    'b8eaa5bbc3422cb35da5dfa4e9b4c12cb2d5c2b4a74fa657bad92ca8cfa5ceb2cea440b56fb2bc2ca6e6b77e' +
    'a54eb8b92ca657bad92ca6e6b77ea54eb8b9312ca657bad9312ca6e6b77ea54eb8b9322ca657bad9322ca6e6' +
    'b77ea54eb8b9332ca657bad933',
  'hex',
);

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function utf32le(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(character.codePointAt(0) ?? 0);
      return bytes;
    }),
  );
}

/** Reads the preamble from pieces of so many bytes. */
async function read(source: Buffer, pieceBytes: number, dataset = registrations) {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < source.length; at += pieceBytes) {
      yield await Promise.resolve(source.subarray(at, at + pieceBytes));
    }
  }
  return readPreamble(dataset, pieces(), null);
}

describe('a source in another encoding is told by its name', () => {
  test.each([
    ['Big5', 'Big5', Buffer.concat([BIG5_HEADER, Buffer.from('\r\n')])],
    [
      'Big5 with a quoted name',
      'Big5',
      Buffer.concat([
        Buffer.from('"'),
        BIG5_HEADER.subarray(0, 8),
        Buffer.from('"'),
        BIG5_HEADER.subarray(8),
        Buffer.from('\n'),
      ]),
    ],
    ['Big5 without its first columns', 'Big5', Buffer.concat([BIG5_HEADER.subarray(9), Buffer.from('\n')])],
    ['UTF-16LE', 'UTF-16LE', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16LE with its mark', 'UTF-16LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16BE', 'UTF-16BE', utf16be(TEXT)],
    ['UTF-16BE with its mark', 'UTF-16BE', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16LE with another header', 'UTF-16LE', Buffer.from('\ufeffa,b,c\n', 'utf16le')],
    ['UTF-16LE, nothing but its mark', 'UTF-16LE', Buffer.from('\ufeff', 'utf16le')],
    ['UTF-32LE', 'UTF-32LE', utf32le(`\ufeff${TEXT}`)],
    ['UTF-32BE', 'UTF-32BE', utf32le(`\ufeff${TEXT}`).swap32()],
  ])('%s', async (_what, encoding, source) => {
    for (const pieceBytes of [1, 7, 65_536]) {
      await expect(read(source, pieceBytes)).rejects.toMatchObject({
        name: 'TerminalError',
        code: 'SOURCE_ENCODING',
        message: `The source is ${encoding}, not UTF-8: nothing of it was loaded.`,
      });
    }
  });

  test('also where a column has a name of ASCII letters', async () => {
    await expect(read(Buffer.from('code,名稱,height\n', 'utf16le'), 1, plants)).rejects.toThrow('UTF-16LE');
  });
});

describe('Japanese and Chinese in encodings of their own are told apart', () => {
  const statistics = { ...plants, columns: ['ユーザーID', 'ログイン回数', '投稿回数'], optionalColumns: [] };
  const counts = { ...plants, columns: ['利用者', '回数'], optionalColumns: [] };

  // Node reads these encodings and does not write them.
  test.each([
    [
      'ユーザーID,ログイン回数,投稿回数 and a row',
      '8386815b8355815b49442c838d834f8343839389f190942c938a8d6589f190940d0a75312c312c320d0a',
      statistics,
    ],
    ['only kanji, which are columns: 利用者,回数', '979897708ed22c89f190940d0a', counts],
    [
      'other columns, in hiragana: りようしゃ番号,かいすう',
      '82e882e682a482b582e194d48d862c82a982a282b782a40d0a',
      statistics,
    ],
    [
      'other columns, in kanji, and a row with kana: カフェ・ド・東京',
      '935896bc2c8f5a8f8a0d0a834a83748346814583688145938c8b9e2c82c682a482ab82e582a482c60d0a',
      registrations,
    ],
  ])('Shift_JIS: %s', async (_what, hex, dataset) => {
    for (const pieceBytes of [1, 65_536]) {
      await expect(read(Buffer.from(hex, 'hex'), pieceBytes, dataset)).rejects.toThrow(
        'is Shift_JIS, not UTF-8',
      );
    }
  });

  test.each([
    ['Big5: 使用者編號,登入次數', 'a8cfa5ceaaccbd73b8b92cb56ea44aa6b8bcc60d0a'],
    ['GB 2312: 用户编号,登录次数', 'd3c3bba7b1e0bac52cb5c7c2bcb4cecafd0d0a'],
    ['EUC-JP: ユーザー,ログイン', 'a5e6a1bca5b6a1bc2ca5eda5b0a5a4a5f30d0a'],
    ['EUC-KR: 사용자,횟수', 'bbe7bfebc0da2cc8bdbcf60d0a'],
    ['Shift_JIS without kana and with other columns: 利用者,回数', '979897708ed22c89f190940d0a'],
  ])('%s is not called Shift_JIS where its columns are others', async (_what, hex) => {
    await expect(read(Buffer.from(hex, 'hex'), 65_536, statistics)).rejects.toMatchObject({
      code: 'HEADER_MISMATCH',
    });
  });

  test('a whole header in Big5 stays Big5', async () => {
    await expect(read(Buffer.concat([BIG5_HEADER, Buffer.from('\n')]), 65_536)).rejects.toThrow('is Big5');
  });
});

test.each([
  ['UTF-8 and has other columns', Buffer.from('甲,乙\n1,2\n')],
  ['in an encoding that nobody can tell', Buffer.from([0xb0, 0xa1, 0x2c, 0xff, 0x0a])],
  ['made of NULs', Buffer.alloc(10_000)],
])('a source that is %s stays HEADER_MISMATCH', async (_what, source) => {
  await expect(read(source, 1_000)).rejects.toMatchObject({ code: 'HEADER_MISMATCH' });
});
