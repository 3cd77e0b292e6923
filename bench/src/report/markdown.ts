/** A table as GitHub shows it, its columns padded so that the source can be read as well. Numbers stand to the right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[],
): string {
  const widths = header.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const cell = (value: string, column: number) => {
    const width = widths[column] ?? 0;
    return numbers.includes(column) ? value.padStart(width) : value.padEnd(width);
  };
  const rule = widths.map((width, column) =>
    numbers.includes(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const lines = [header.map(cell), rule, ...rows.map((row) => row.map(cell))];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

export function seconds(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${value.toFixed(2)} s`;
}

export function times(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

export function megabytes(value: number | undefined): string {
  return value === undefined ? '–' : `${value.toFixed(0)} MB`;
}

export function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

export function count(value: number): string {
  return value.toLocaleString('en');
}
