import { z } from 'zod';

/*
 * Parameters that several routes share. They arrive as text, so numbers are coerced.
 */

export const jobId = z.coerce.number().int().positive();
export const jobParameters = z.strictObject({ id: jobId });

const LONGEST_SOURCE = 2_048;

/** Address or path of what a job reads. */
export const sourceText = z
  .string()
  .min(1)
  .max(LONGEST_SOURCE)
  .regex(/^\P{Cc}*$/u, 'Invalid: it holds control characters');

/** How many items a page holds. */
export function pageLimit(most: number, usual: number) {
  return z.coerce.number().int().min(1).max(most).default(usual);
}

/** One page of a list, given one item more than asked for where there are more. */
export function cutPage<T>(items: readonly T[], limit: number, cursorOf: (last: T) => string) {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next_cursor: items.length > limit && last !== undefined ? cursorOf(last) : null };
}

export const nextCursor = z
  .string()
  .nullable()
  .describe('Give it as `cursor` for the next page; null on the last');
