/** `99.99`, a share in percent: never rounded up to all, nor down to nothing. Empty where there is no whole. */
export function percentOf(part: number, whole: number): string {
  if (whole === 0) return '';
  const text = ((part / whole) * 100).toFixed(2);
  if (part < whole && text === '100.00') return '99.99';
  if (part > 0 && text === '0.00') return '0.01';
  return text;
}
