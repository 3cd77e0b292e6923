/** A run of characters that are drawn alike. */
export interface Piece {
  /** Of a control character its escape, such as `\t` or `\u{202e}`. */
  readonly text: string;
  readonly isControl: boolean;
  readonly isMarked: boolean;
}

/** What moves the cursor, hides or turns text around, or breaks lines; also halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** The place of a fault between two characters is shown by this. */
const NOTHING = '∅';

/** Foreign text in pieces to draw, with what is invisible made visible. A mark without width becomes a sign of its own. */
export function splitForeignText(
  text: string,
  mark?: { readonly start: number; readonly end: number },
): Piece[] {
  if (mark === undefined) return splitControls(text, false);
  const start = Math.min(Math.max(mark.start, 0), text.length);
  const end = Math.min(Math.max(mark.end, start), text.length);
  const marked = text.slice(start, end);
  return [
    ...splitControls(text.slice(0, start), false),
    ...(marked === '' ? [{ text: NOTHING, isControl: false, isMarked: true }] : splitControls(marked, true)),
    ...splitControls(text.slice(end), false),
  ];
}

function splitControls(text: string, isMarked: boolean): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  for (const character of text) {
    if (!INVISIBLE.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, isControl: false, isMarked });
    plain = '';
    pieces.push({ text: escapeOf(character), isControl: true, isMarked });
  }
  if (plain !== '') pieces.push({ text: plain, isControl: false, isMarked });
  return pieces;
}

function escapeOf(character: string): string {
  return SHORT_ESCAPES[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
