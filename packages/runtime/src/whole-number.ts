import { z } from 'zod';

/** A whole number from the environment. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  return z.coerce.number().int().min(minimum).max(maximum);
}
