import type { z } from 'zod';

/** Deeper than any payload of a notification, and far from where parsers give up. */
const DEEPEST = 32;

/**
 * Whether PostgreSQL can keep a value as text or jsonb: it has no NUL in it, no half of a surrogate pair, and is not
 * nested too deeply.
 */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth === DEEPEST) return false;
  const parts = Array.isArray(value) ? value : Object.entries(value).flat();
  return parts.every((part) => isStorable(part, depth + 1));
}

/** Adds to a schema that its value can be stored. */
export function storable<T extends z.ZodType>(schema: T): T {
  return schema.refine((value) => isStorable(value), 'Invalid: it holds what cannot be stored');
}
