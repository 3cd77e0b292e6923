import { TextDecoder } from 'node:util';

/*
 * The last thing before the terminal. What comes from a file or an API is made printable where it is put into a line; this
 * is for what was forgotten there, and for files that are printed as they are.
 */

/** The only commands that our own lines hold: colours, bold and dim, and their ends. */
const LOOK = new RegExp(`${String.fromCodePoint(0x1b)}\\[(?:[012]|22|[349][0-9])m`, 'g');
const COMMAND = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** A text as a terminal may have it: looks and line breaks stay, every other control character shows as an escape. */
export function terminalText(text: string): string {
  const looks = text.match(LOOK) ?? [];
  return text
    .split(LOOK)
    .map((part, index) => escapeControls(part) + (looks[index] ?? ''))
    .join('');
}

/** The same for a file on its way to a terminal; there no looks are ours. */
export async function* terminalLines(file: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: false });
  for await (const bytes of file) yield fileText(decoder.decode(bytes, { stream: true }));
  yield fileText(decoder.decode());
}

/** CSV ends its lines in CRLF; the CR would only be noise. */
function fileText(text: string): string {
  return escapeControls(text.replaceAll('\r\n', '\n'));
}

function escapeControls(text: string): string {
  return text.replace(COMMAND, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
