/*
 * What `./run setup` writes to .env.local stands in a block of its own at the end, where it counts more than the same
 * variables above it: what is the user's is never touched.
 */

const BEGIN =
  '# Written by ./run setup, and written anew by it. What is yours goes above; ./run cleanup removes this.';
const END = '# The end of what ./run setup has written.';

/** The file's text with the block in place of an earlier one. */
export function withBlock(text: string, variables: Readonly<Record<string, string>>): string {
  const own = withoutBlock(text);
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}`);
  const block = [BEGIN, ...lines, END, ''].join('\n');
  return own === '' ? block : `${own}\n${block}`;
}

/** What is the user's own. */
export function withoutBlock(text: string): string {
  const begin = text.indexOf(BEGIN);
  if (begin < 0) return text;
  const end = text.indexOf(END, begin);
  const behind = end < 0 ? '' : text.slice(end + END.length).replace(/^\n/, '');
  // The empty line before the block is the block's.
  const before = text.slice(0, begin).replace(/\n\n$/, '\n');
  return before + behind;
}

export function hasBlock(text: string): boolean {
  return text.includes(BEGIN);
}

/** As Compose and Node read it alike. */
function quote(value: string): string {
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}
