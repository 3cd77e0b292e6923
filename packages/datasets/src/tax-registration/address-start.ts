/*
 * Addresses are written in more than one way: 臺 and 台 are used for one another, and digits are full-width in today's
 * file and were not always. Each of these is one character, so a start stays as long as it is.
 */
const WRITTEN = '台０１２３４５６７８９';
const MEANT = '臺0123456789';

/** An SQL expression for the text of `expression` in one way of writing. */
export function unifiedSql(expression: string): string {
  return `translate(${expression}, '${WRITTEN}', '${MEANT}')`;
}

/** The same for a text of ours. */
export function unified(text: string): string {
  return Array.from(text, (character) => {
    const at = WRITTEN.indexOf(character);
    return at === -1 ? character : (MEANT[at] ?? character);
  }).join('');
}

/**
 * A LIKE pattern for addresses that may begin with `start`, however that is written: a quick test for nearly all of those
 * that do not.
 */
export function startPattern(start: string): string {
  const pattern = Array.from(unified(start), (character) =>
    MEANT.includes(character) ? '_' : character.replace(/[\\%_]/, '\\$&'),
  );
  return `${pattern.join('')}%`;
}
