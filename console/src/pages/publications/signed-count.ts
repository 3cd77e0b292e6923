/** A difference with its sign: `+1,499`, `−3`, `0`. */
export function signedCount(difference: number, format: (value: number) => string): string {
  if (difference === 0) return format(0);
  return `${difference > 0 ? '+' : '−'}${format(Math.abs(difference))}`;
}
