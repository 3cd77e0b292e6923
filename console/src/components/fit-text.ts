const ELLIPSIS = '…';

/** The longest start of a text that is at most `widest` wide, as `measure` has it; what is cut off is shown by a sign. */
export function fitText(text: string, widest: number, measure: (text: string) => number): string {
  if (measure(text) <= widest) return text;
  const characters = Array.from(text);
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (measure(cutAt(characters, middle)) <= widest) fits = middle;
    else tooLong = middle;
  }
  return cutAt(characters, fits);
}

function cutAt(characters: readonly string[], length: number): string {
  return characters.slice(0, length).join('') + ELLIPSIS;
}
