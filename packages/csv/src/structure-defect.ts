import { isUtf8 } from 'node:buffer';

/** Why the fields of a record cannot be read. */
export interface StructureDefect {
  readonly type: 'STRAY_QUOTE' | 'INVALID_UTF8' | 'NUL_CHARACTER';
  readonly message: string;
}

export const STRAY_QUOTE: StructureDefect = {
  type: 'STRAY_QUOTE',
  message: 'A quote stands where none may, or is never closed.',
};

/** Whether PostgreSQL can hold every character of the text. */
export function isStorable(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** What is wrong with the characters of a record; undefined when nothing is. */
export function findForeignBytes(record: Buffer): StructureDefect | undefined {
  if (!isUtf8(record)) return { type: 'INVALID_UTF8', message: 'The record holds bytes that are not UTF-8.' };
  if (!record.includes(0)) return undefined;
  return { type: 'NUL_CHARACTER', message: 'The record holds a NUL, which PostgreSQL cannot store.' };
}
