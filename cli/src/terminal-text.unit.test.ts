import { styleText } from 'node:util';

import { expect, test } from 'vitest';

import { terminalLines, terminalText } from './terminal-text.ts';

test('our own looks and line breaks stay', () => {
  const own = `${styleText(['red', 'bold'], '錯誤：', { validateStream: false })}\n  全形　空白`;
  expect(terminalText(own)).toBe(own);
});

test.each([
  ['clears the screen', 'a\u001b[2Jb', 'a\\u{1b}[2Jb'],
  ['sets the title', '\u001b]0;x\u0007', '\\u{1b}]0;x\\u{7}'],
  ['is a one-byte CSI', '\u009b2J', '\\u{9b}2J'],
  ['overwrites the line', 'bad\rgood', 'bad\\u{d}good'],
  ['deletes', 'a\u0008b\u007f', 'a\\u{8}b\\u{7f}'],
  ['turns text around', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
  ['hides text', 'a\u200bb', 'a\\u{200b}b'],
  ['is another line break', 'a\u2028b\u0085c', 'a\\u{2028}b\\u{85}c'],
])('text that %s is shown and not obeyed', (_what, foreign, shown) => {
  expect(terminalText(foreign)).toBe(shown);
});

async function printed(...chunks: readonly string[]): Promise<string> {
  const file = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  })();
  let text = '';
  for await (const part of terminalLines(file)) text += part;
  return text;
}

test('a file keeps its lines and loses its commands, looks included', async () => {
  const file = Buffer.from('\ufeffid,raw\r\n1,"統\u001b[31m\u001b[2J編"\r\n', 'utf8').toString('latin1');
  expect(await printed(file)).toBe('id,raw\n1,"統\\u{1b}[31m\\u{1b}[2J編"\n');
});

test('a character that is cut between two parts of a file stays whole', async () => {
  const bytes = Buffer.from('編\u202e', 'utf8').toString('latin1');
  expect(await printed(bytes.slice(0, 2), bytes.slice(2, 4), bytes.slice(4))).toBe('編\\u{202e}');
});
