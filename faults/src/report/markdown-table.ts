export type Align = 'left' | 'right';

/** A Markdown table whose columns line up, as Prettier would write it. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Align[] = [],
): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')),
  );
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    line(row.map((cell, column) => pad(cell, widths[column] ?? 0, align[column]))),
  );
  const rule = line(
    widths.map((width, column) =>
      align[column] === 'right' ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
    ),
  );
  return [lines[0], rule, ...lines.slice(1), ''].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function pad(cell: string, width: number, align: Align | undefined): string {
  const blanks = ' '.repeat(Math.max(0, width - cell.length));
  return align === 'right' ? blanks + cell : cell + blanks;
}
